-- Marks the runs of this feed whose process died; the one that holds the lease now is not among them.
-- psql -v feed="'eid-accounts'" -v run_id=42 -f sql/publishing/abandon_runs.sql
update core.run
set state = 'failed', cause = 'abandoned', ended_at = clock_timestamp() + api.clock_shift()
where feed = :feed and run_id < :run_id and state in ('scheduled', 'pulling', 'pulled', 'streamed')
returning run_id;
