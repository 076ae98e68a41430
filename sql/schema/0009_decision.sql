-- What a person decided about a held extract: released despite its gate, or discarded.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.run
  add column decision text check (decision in ('release', 'discard')),
  add column decided_by text,
  add column decision_reason text,
  add column decided_at timestamptz,
  add column released_run bigint references core.run,
  add constraint decision_is_whole check (
    (decision is null) = (decided_by is null) and (decision is null) = (decision_reason is null)
    and (decision is null) = (decided_at is null));
comment on column core.run.trigger is 'schedule, command, release, reference (re-check) or demo.';
comment on column core.run.decision is 'What a person decided about this held run: release or discard; null while nobody has.';
comment on column core.run.decided_by is 'Person who decided.';
comment on column core.run.decision_reason is 'Reason given.';
comment on column core.run.decided_at is 'When.';
comment on column core.run.released_run is 'Held run whose extract this run takes because a person released it.';

create or replace view api.run as
select r.run_id, r.feed, r.state, r.trigger, r.started_at, r.ended_at, r.as_of, r.rows_in, r.accepted, r.refused,
       r.duplicate, r.matched, r.unmatched, r.changed, r.vanished, r.cause, r.publish_id, r.review, r.way, r.detail,
       r.lines_in, r.furniture, e.source_name, e.sha256, e.proof, r.decision, r.decided_at, r.released_run
from core.run r left join core.extract e using (extract_id);
comment on column api.run.trigger is 'schedule, command, release, reference or demo.';
comment on column api.run.decision is 'What a person decided about this held run: release or discard.';
comment on column api.run.decided_at is 'When that was decided.';
comment on column api.run.released_run is 'Held run whose extract this run took because a person released it.';

create view api_full.run_decision as
select r.run_id, r.feed, r.cause, r.detail, r.decision, r.decided_by, r.decision_reason, r.decided_at,
       (select max(n.run_id) from core.run n where n.released_run = r.run_id) as released_by_run
from core.run r where r.decision is not null;
grant select on api_full.run_decision to de06_reader_full;
comment on view api_full.run_decision is 'What people decided about held runs, and why.';
comment on column api_full.run_decision.run_id is 'Held run.';
comment on column api_full.run_decision.feed is 'Feed.';
comment on column api_full.run_decision.cause is 'Stable code of why it was held.';
comment on column api_full.run_decision.detail is 'Header names, limits and shares behind the cause.';
comment on column api_full.run_decision.decision is 'release or discard.';
comment on column api_full.run_decision.decided_by is 'Person who decided.';
comment on column api_full.run_decision.decision_reason is 'Reason given.';
comment on column api_full.run_decision.decided_at is 'When.';
comment on column api_full.run_decision.released_by_run is 'Run that took the extract after the release.';
