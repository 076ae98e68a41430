-- The newest runs first, of one feed or of all.
-- psql -v feed=null -v limit=20 -f sql/reporting/runs.sql
select run_id, feed, state, trigger, started_at, ended_at, as_of, rows_in, accepted, refused, duplicate,
       matched, unmatched, changed, vanished, cause, publish_id, decision, released_run
from api.run
where :feed::text is null or feed = :feed::text
order by run_id desc
limit :limit;
