-- Links: rows whose citizen was found by evidence or by a person, and pairs that wait for a person.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.link (
  feed text collate "C" not null,
  record_id text collate "C" not null,
  run_id bigint not null,
  ended_run bigint,
  citizen_ref uuid not null,
  personal_id text collate "C" not null,
  method text not null check (method in ('repaired-id', 'legacy-id', 'evidence', 'decision')),
  probability real not null check (probability between 0 and 1),
  profile text not null,
  primary key (feed, record_id, run_id)
);
create index on core.link (feed, record_id) where ended_run is null;
comment on table core.link is 'Rows whose citizen was not found by the personal id that they give, and how it was found.';
comment on column core.link.feed is 'Feed.';
comment on column core.link.record_id is 'Key of the record.';
comment on column core.link.run_id is 'Run that made the link.';
comment on column core.link.ended_run is 'Run whose publish ended it; null while it stands.';
comment on column core.link.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column core.link.personal_id is 'Personal id of the citizen in the reference; personal data.';
comment on column core.link.method is
  'repaired-id (one digit off or two swapped, with name and birth year), legacy-id (old CMND, with name and birth year), evidence (the sum of all) or decision (a person accepted it).';
comment on column core.link.probability is 'Probability that row and citizen are one person; 1 for a decision.';
comment on column core.link.profile is 'Level of each attribute that was compared.';

create table core.link_review (
  review_no bigint generated always as identity,
  feed text collate "C" not null,
  record_id text collate "C" not null,
  personal_id text collate "C" not null,
  citizen_ref uuid not null,
  state text not null default 'pending' check (state in ('pending', 'accepted', 'rejected')),
  method text not null,
  probability real not null check (probability between 0 and 1),
  profile text not null,
  cause text not null,
  unit text collate "C",
  first_run bigint not null,
  last_run bigint not null,
  decided_by text,
  reason text,
  decided_at timestamptz,
  decision_no bigint,
  primary key (feed, record_id, personal_id),
  constraint decision_is_whole check (
    (state = 'pending') = (decided_by is null) and (decided_by is null) = (reason is null)
    and (decided_by is null) = (decided_at is null))
);
create unique index on core.link_review (review_no);
create unique index on core.link_review (feed, record_id) where state = 'accepted';

create table core.link_decision (
  decision_no bigint generated always as identity primary key,
  review_no bigint not null,
  feed text collate "C" not null,
  record_id text collate "C" not null,
  personal_id text collate "C" not null,
  act text not null check (act in ('accept', 'reject', 'undo')),
  decided_by text not null,
  reason text not null,
  decided_at timestamptz not null default clock_timestamp()
);
comment on table core.link_decision is 'Every decision about a pair, undone ones included.';
comment on column core.link_decision.decision_no is 'Number of the decision.';
comment on column core.link_decision.review_no is 'Number of the pair.';
comment on column core.link_decision.feed is 'Feed.';
comment on column core.link_decision.record_id is 'Key of the record.';
comment on column core.link_decision.personal_id is 'Personal id of the citizen; personal data.';
comment on column core.link_decision.act is 'accept, reject or undo.';
comment on column core.link_decision.decided_by is 'Person who decided.';
comment on column core.link_decision.reason is 'Reason given.';
comment on column core.link_decision.decided_at is 'When.';
comment on table core.link_review is 'Pairs of a row and a citizen that a person decides about, or has decided about.';
comment on column core.link_review.review_no is 'Number of the pair, for people.';
comment on column core.link_review.feed is 'Feed.';
comment on column core.link_review.record_id is 'Key of the record.';
comment on column core.link_review.personal_id is 'Personal id of the citizen in the reference; personal data.';
comment on column core.link_review.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column core.link_review.state is 'pending, accepted or rejected; an undone decision is pending again.';
comment on column core.link_review.method is 'How the pair was found, as in core.link.';
comment on column core.link_review.probability is 'Probability that row and citizen are one person.';
comment on column core.link_review.profile is 'Level of each attribute that was compared.';
comment on column core.link_review.cause is 'Why a person is asked: probability, or citizen-taken (another row has the citizen).';
comment on column core.link_review.unit is 'Home unit of the row, as written; null when it gives none.';
comment on column core.link_review.first_run is 'Run that first showed the pair.';
comment on column core.link_review.last_run is 'Run that showed it last.';
comment on column core.link_review.decided_by is 'Person who decided.';
comment on column core.link_review.reason is 'Reason given.';
comment on column core.link_review.decided_at is 'When.';
comment on column core.link_review.decision_no is 'Number of the last decision or undoing; a publish notes up to where it obeys.';

alter table core.feed_current
  add column match_model text,
  add column decision_no bigint not null default 0;
comment on column core.feed_current.match_model is 'Hash of the match model that the links rest on; null when none were looked for.';
comment on column core.feed_current.decision_no is 'Decisions about pairs up to this number are in what readers see.';

create or replace view api_full.mismatch as
select m.feed, m.subject_id as subject, m.kind, k.title_vi as kind_title, k.severity, k.corrects, m.state,
       m.sector_value, m.reference_value, m.unit, u.name as unit_name, m.record_count, m.newest_record, m.first_seen,
       coalesce(m.last_seen, c.as_of) as last_seen, m.opened_run, m.closed_run, m.how, m.citizen_ref,
       coalesce(m.confirmed_publish, c.publish_id) as confirmed_publish, m.mismatch_no, m.reopened, m.ignored_by,
       m.ignored_reason,
       coalesce(l.method, case when m.citizen_ref is not null and not exists (
         select from core.mismatch n where n.feed = m.feed and n.subject_id = m.subject_id
         and n.kind = 'not-in-reference' and n.state in ('open', 'ignored')) then 'personal-id' end) as match_method,
       l.probability as match_probability
from core.mismatch m
join core.mismatch_kind k using (kind)
left join core.feed_current c using (feed)
left join api_full.unit u on u.code = m.unit
left join core.link l on l.feed = m.feed and l.record_id = m.newest_record and l.ended_run is null;
create or replace view api.mismatch as
select m.feed, api.mask_key(m.subject) as subject, m.kind, m.kind_title, m.severity, m.corrects, m.state,
       api.mask_value(m.kind, m.sector_value) as sector_value,
       api.mask_value(m.kind, m.reference_value) as reference_value,
       m.unit, m.unit_name, m.record_count, api.mask_key(m.newest_record) as newest_record, m.first_seen, m.last_seen,
       m.opened_run, m.closed_run, m.how, m.citizen_ref, m.confirmed_publish, m.mismatch_no, m.reopened,
       m.match_method, m.match_probability
from api_full.mismatch m;
comment on column api.mismatch.match_method is
  'How the citizen was found: personal-id, repaired-id, legacy-id, evidence, decision; null when no citizen was.';
comment on column api.mismatch.match_probability is
  'Probability that row and citizen are one person; null when found by personal id.';

create view api_full.link_decision as
select d.decision_no, d.review_no, d.feed, d.record_id, d.personal_id, d.act, d.decided_by, d.reason, d.decided_at
from core.link_decision d;
comment on view api_full.link_decision is 'Every decision about a pair of a row and a citizen.';
comment on column api_full.link_decision.decision_no is 'Number of the decision.';
comment on column api_full.link_decision.review_no is 'Number of the pair.';
comment on column api_full.link_decision.feed is 'Feed.';
comment on column api_full.link_decision.record_id is 'Key of the record.';
comment on column api_full.link_decision.personal_id is 'Personal id of the citizen.';
comment on column api_full.link_decision.act is 'accept, reject or undo.';
comment on column api_full.link_decision.decided_by is 'Person who decided.';
comment on column api_full.link_decision.reason is 'Reason given.';
comment on column api_full.link_decision.decided_at is 'When.';

create view api_full.link as
select l.feed, l.record_id, l.citizen_ref, l.personal_id, l.method, l.probability, l.profile, l.run_id, r.as_of
from core.link l join core.run r using (run_id) where l.ended_run is null;
create view api.link as
select l.feed, api.mask_key(l.record_id) as record_id, l.citizen_ref, l.method, l.probability, l.profile, l.run_id,
       l.as_of
from api_full.link l;
comment on view api.link is 'Rows whose citizen was not found by the personal id that they give.';
comment on column api.link.feed is 'Feed.';
comment on column api.link.record_id is 'Key of the record.';
comment on column api.link.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column api.link.method is 'repaired-id, legacy-id, evidence or decision.';
comment on column api.link.probability is 'Probability that row and citizen are one person; 1 for a decision.';
comment on column api.link.profile is 'Level of each attribute that was compared.';
comment on column api.link.run_id is 'Run that made the link.';
comment on column api.link.as_of is 'Time that the run''s data describes.';

create view api_full.link_review as
select v.review_no, v.feed, v.record_id, v.personal_id, v.citizen_ref, v.state, v.method, v.probability, v.profile,
       v.cause, v.unit, u.name as unit_name, v.first_run, v.last_run, v.decided_by, v.reason, v.decided_at
from core.link_review v left join api_full.unit u on u.code = v.unit;
create view api.link_review as
select v.review_no, v.feed, api.mask_key(v.record_id) as record_id, api.mask_id(v.personal_id) as personal_id,
       v.citizen_ref, v.state, v.method, v.probability, v.profile, v.cause, v.unit, v.unit_name, v.first_run,
       v.last_run, v.decided_at
from api_full.link_review v;
comment on view api.link_review is 'Pairs of a row and a citizen that a person decides about, or has decided about.';
comment on column api.link_review.review_no is 'Number of the pair.';
comment on column api.link_review.feed is 'Feed.';
comment on column api.link_review.record_id is 'Key of the record.';
comment on column api.link_review.personal_id is 'Personal id of the citizen in the reference.';
comment on column api.link_review.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column api.link_review.state is 'pending, accepted or rejected.';
comment on column api.link_review.method is 'How the pair was found.';
comment on column api.link_review.probability is 'Probability that row and citizen are one person.';
comment on column api.link_review.profile is 'Level of each attribute that was compared.';
comment on column api.link_review.cause is 'Why a person is asked: probability or citizen-taken.';
comment on column api.link_review.unit is 'Home unit of the row.';
comment on column api.link_review.unit_name is 'Its name.';
comment on column api.link_review.first_run is 'Run that first showed the pair.';
comment on column api.link_review.last_run is 'Run that showed it last.';
comment on column api.link_review.decided_at is 'When it was decided; null while it waits.';

comment on view api_full.link is 'Rows whose citizen was not found by the personal id that they give.';
comment on column api_full.link.feed is 'Feed.';
comment on column api_full.link.record_id is 'Key of the record.';
comment on column api_full.link.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column api_full.link.method is 'repaired-id, legacy-id, evidence or decision.';
comment on column api_full.link.probability is 'Probability that row and citizen are one person; 1 for a decision.';
comment on column api_full.link.profile is 'Level of each attribute that was compared.';
comment on column api_full.link.run_id is 'Run that made the link.';
comment on column api_full.link.as_of is 'Time that the run''s data describes.';
comment on view api_full.link_review is 'Pairs of a row and a citizen that a person decides about, or has decided about.';
comment on column api_full.link_review.review_no is 'Number of the pair.';
comment on column api_full.link_review.feed is 'Feed.';
comment on column api_full.link_review.record_id is 'Key of the record.';
comment on column api_full.link_review.personal_id is 'Personal id of the citizen in the reference.';
comment on column api_full.link_review.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column api_full.link_review.state is 'pending, accepted or rejected.';
comment on column api_full.link_review.method is 'How the pair was found.';
comment on column api_full.link_review.probability is 'Probability that row and citizen are one person.';
comment on column api_full.link_review.profile is 'Level of each attribute that was compared.';
comment on column api_full.link_review.cause is 'Why a person is asked: probability or citizen-taken.';
comment on column api_full.link_review.unit is 'Home unit of the row.';
comment on column api_full.link_review.unit_name is 'Its name.';
comment on column api_full.link_review.first_run is 'Run that first showed the pair.';
comment on column api_full.link_review.last_run is 'Run that showed it last.';
comment on column api_full.link_review.decided_at is 'When it was decided; null while it waits.';
comment on column api_full.link.personal_id is 'Personal id of the citizen in the reference.';
comment on column api_full.link_review.decided_by is 'Person who decided.';
comment on column api_full.link_review.reason is 'Reason given.';
comment on column api_full.mismatch.match_method is 'How the citizen was found; null when no citizen was.';
comment on column api_full.mismatch.match_probability is 'Probability that row and citizen are one person.';

grant select on api.link, api.link_review to de06_reader, de06_reader_full;
grant select on api_full.link, api_full.link_review, api_full.link_decision to de06_reader_full;
