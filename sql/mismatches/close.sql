-- Closes what is no longer wrong: resolved when its subject is still there, vanished with its subject. What a person
-- has set aside since the run looked stays so.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v previous_as_of=… -v previous_publish=… -f sql/mismatches/close.sql
update core.mismatch m
set state = t.to_state, closed_run = :run_id, last_seen = :previous_as_of, confirmed_publish = :previous_publish,
    how = t.event
from closing c
join core.mismatch_transition t on t.from_state = 'open' and t.event = case when c.present then 'fixed' else 'gone' end
where m.feed = :feed and m.subject_id = c.subject_id and m.kind = c.kind and not c.keep and m.state = 'open'
returning m.kind, t.event;
