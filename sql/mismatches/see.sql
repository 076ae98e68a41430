-- Known mismatches that were found again: reopened, or brought up to date where something changed. Others are not written.
-- Their state is that of now: a person may have decided since the run looked.
-- Needs the temporary tables finding_now and known.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v as_of=… -f sql/mismatches/see.sql
with found as (
  select f.*, k.state as from_state,
         case when (k.sector_value, k.reference_value) is not distinct from (f.sector_value, f.reference_value)
              then 'seen' else 'changed' end as event,
         (k.unit, k.record_count, k.newest_record, k.citizen_ref)
           is distinct from (f.unit, f.record_count, f.newest_record, f.citizen_ref) as is_other
  from finding_now f join known k using (subject_id, kind)
), seen as (
  select f.*, t.to_state
  from found f join core.mismatch_transition t using (from_state, event)
  where t.to_state <> f.from_state or f.event = 'changed' or f.is_other
), spans as (
  insert into core.mismatch_span (feed, subject_id, kind, opened_run, closed_run)
  select m.feed, m.subject_id, m.kind, m.opened_run, m.closed_run
  from seen s join core.mismatch m on m.feed = :feed and m.subject_id = s.subject_id and m.kind = s.kind
  where m.state in ('resolved', 'vanished') and s.to_state = 'open' and m.closed_run is not null
)
update core.mismatch m
set state = t.to_state, sector_value = s.sector_value, reference_value = s.reference_value, unit = s.unit,
    citizen_ref = s.citizen_ref, record_count = s.record_count, newest_record = s.newest_record,
    opened_run = case when t.to_state <> t.from_state then :run_id else m.opened_run end,
    reopened = m.reopened + case when t.to_state <> t.from_state then 1 else 0 end,
    closed_run = null, last_seen = null, confirmed_publish = null,
    how = case when t.to_state = 'ignored' then m.how end,
    ignored_by = case when t.to_state = 'ignored' then m.ignored_by end,
    ignored_reason = case when t.to_state = 'ignored' then m.ignored_reason end,
    ignored_at = case when t.to_state = 'ignored' then m.ignored_at end
from seen s
join core.mismatch_transition t using (event)
where t.from_state = m.state and m.feed = :feed and m.subject_id = s.subject_id and m.kind = s.kind
returning m.kind, case when t.to_state <> t.from_state then 'reopened' else 'updated' end as event;
