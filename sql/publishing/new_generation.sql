-- Ends the generation that readers saw and notes the new one.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v generation=3 -f sql/publishing/new_generation.sql
with ended as (
  update core.generation set ended_run = :run_id, ended_at = clock_timestamp() + api.clock_shift()
  where feed = :feed and ended_run is null
)
insert into core.generation (feed, generation, first_run) values (:feed, :generation, :run_id);
