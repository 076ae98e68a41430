-- A person ignores a mismatch, or opens an ignored one again: the step must stand in core.mismatch_transition.
-- psql -v feed="'eid-accounts'" -v subject="'…'" -v kind="'phone-differs'" -v event="'ignore'" -v by="'…'" -v reason="'…'" -f sql/mismatches/act.sql
update core.mismatch m
set state = t.to_state, how = case when t.to_state = 'ignored' then 'ignore' end,
    ignored_by = case when t.to_state = 'ignored' then :by end,
    ignored_reason = case when t.to_state = 'ignored' then :reason end,
    ignored_at = case when t.to_state = 'ignored' then now() + api.clock_shift() end
from core.mismatch_transition t
where m.feed = :feed and m.subject_id = :subject and m.kind = :kind and t.from_state = m.state and t.event = :event
returning m.mismatch_no;
