-- A person discards a held extract: it will not be published, and not be fetched again.
-- psql -v run_id=42 -v by="'…'" -v reason="'…'" -f sql/publishing/discard_run.sql
update core.run
set state = 'discarded', decision = 'discard', decided_by = :by, decision_reason = :reason,
    decided_at = clock_timestamp() + api.clock_shift()
where run_id = :run_id and state = 'held' and decision is null
returning run_id;
