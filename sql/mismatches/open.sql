-- Opens what was not known before. Needs the temporary tables finding_now and known.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v as_of=… -f sql/mismatches/open.sql
with opened as (
  insert into core.mismatch (feed, subject_id, kind, state, sector_value, reference_value, unit, citizen_ref,
                             record_count, newest_record, first_seen, opened_run)
  select :feed, f.subject_id, f.kind, 'open', f.sector_value, f.reference_value, f.unit, f.citizen_ref,
         f.record_count, f.newest_record, :as_of, :run_id
  from finding_now f
  where not exists (select from known k where k.subject_id = f.subject_id and k.kind = f.kind)
  returning kind
)
select kind, count(*) as number from opened group by kind;
