-- Known mismatches that were found again: reopened, or brought up to date where something changed. Others are not written.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v as_of=… -f sql/mismatches/see.sql
with seen as (
  select f.*, m.state as from_state,
         case when (m.sector_value, m.reference_value) is not distinct from (f.sector_value, f.reference_value)
              then 'seen' else 'changed' end as event
  from finding_now f join core.mismatch m on m.feed = :feed and m.subject_id = f.subject_id and m.kind = f.kind
)
update core.mismatch m
set state = t.to_state, sector_value = s.sector_value, reference_value = s.reference_value, unit = s.unit,
    citizen_ref = s.citizen_ref, record_count = s.record_count, newest_record = s.newest_record,
    opened_run = case when t.to_state <> s.from_state then :run_id else m.opened_run end,
    reopened = m.reopened + case when t.to_state <> s.from_state then 1 else 0 end,
    closed_run = null, last_seen = null, confirmed_publish = null,
    how = case when t.to_state = 'ignored' then m.how end,
    ignored_by = case when t.to_state = 'ignored' then m.ignored_by end,
    ignored_reason = case when t.to_state = 'ignored' then m.ignored_reason end,
    ignored_at = case when t.to_state = 'ignored' then m.ignored_at end
from seen s
join core.mismatch_transition t on t.from_state = s.from_state and t.event = s.event
where m.feed = :feed and m.subject_id = s.subject_id and m.kind = s.kind
  and (t.to_state <> s.from_state or s.event = 'changed'
       or (m.unit, m.record_count, m.newest_record, m.citizen_ref)
          is distinct from (s.unit, s.record_count, s.newest_record, s.citizen_ref))
returning m.kind, case when t.to_state <> s.from_state then 'reopened' else 'updated' end as event;
