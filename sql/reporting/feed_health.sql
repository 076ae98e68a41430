-- How each feed stands: how old its published state is, how its last run ended, what is open.
-- psql -f sql/reporting/feed_health.sql
select feed, title, title_en, owner, schedule, fresh_within, as_of, last_run_id, last_state, last_ended_at,
       last_published_at, is_stale, open_mismatches, state, rows
from api.feed_health
order by feed;
