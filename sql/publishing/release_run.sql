-- Notes with a run that it takes a held extract because a person released it, and with the held run who and why.
-- psql -v run_id=43 -v held=42 -v by="'…'" -v reason="'…'" -f sql/publishing/release_run.sql
with held as (
  update core.run h
  set decision = 'release', decided_by = :by, decision_reason = :reason,
      decided_at = clock_timestamp() + api.clock_shift()
  where h.run_id = :held and h.state = 'held'
  returning h.run_id
)
update core.run r set released_run = held.run_id from held where r.run_id = :run_id;
