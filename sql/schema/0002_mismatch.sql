-- The ledger of mismatches and the steps that a mismatch may take.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.mismatch_kind (
  kind text collate "C" primary key,
  title_vi text not null,
  title_en text not null,
  severity smallint not null check (severity between 1 and 3),
  corrects text not null check (corrects in ('sector', 'reference', 'commune', 'undecided'))
);
comment on table core.mismatch_kind is 'Kinds of mismatch; the program keeps it equal to its rules.';
comment on column core.mismatch_kind.kind is 'Stable code.';
comment on column core.mismatch_kind.title_vi is 'Vietnamese title.';
comment on column core.mismatch_kind.title_en is 'English title.';
comment on column core.mismatch_kind.severity is '1 blocks a service to the citizen, 2 must be corrected, 3 a matter of form.';
comment on column core.mismatch_kind.corrects is 'Side that should correct by default.';

create table core.mismatch_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
comment on table core.mismatch_transition is 'The steps that a mismatch may take, for runs and for people alike.';
comment on column core.mismatch_transition.from_state is 'State before.';
comment on column core.mismatch_transition.event is
  'seen, changed (seen with other values), fixed (its subject is there without it), gone (its subject vanished), ignore, reopen.';
comment on column core.mismatch_transition.to_state is 'State after.';
insert into core.mismatch_transition values
  ('open', 'seen', 'open'), ('open', 'changed', 'open'), ('open', 'fixed', 'resolved'), ('open', 'gone', 'vanished'),
  ('open', 'ignore', 'ignored'),
  ('resolved', 'seen', 'open'), ('resolved', 'changed', 'open'),
  ('vanished', 'seen', 'open'), ('vanished', 'changed', 'open'),
  ('ignored', 'seen', 'ignored'), ('ignored', 'changed', 'open'), ('ignored', 'reopen', 'open');

create table core.mismatch (
  feed text collate "C" not null,
  subject_id text collate "C" not null,
  kind text collate "C" not null,
  mismatch_no bigint generated always as identity,
  state text not null check (state in ('open', 'resolved', 'vanished', 'ignored')),
  sector_value text,
  reference_value text,
  unit text collate "C",
  citizen_ref uuid,
  record_count integer not null,
  newest_record text collate "C" not null,
  first_seen timestamptz not null,
  opened_run bigint not null,
  reopened integer not null default 0,
  closed_run bigint,
  last_seen timestamptz,
  confirmed_publish uuid,
  how text,
  ignored_by text,
  ignored_reason text,
  ignored_at timestamptz,
  primary key (feed, subject_id, kind)
);
comment on table core.mismatch is 'The ledger: one row per feed, subject and kind, through its whole life.';
comment on column core.mismatch.feed is 'Feed.';
comment on column core.mismatch.subject_id is 'Who it is about: the subject''s key in the feed.';
comment on column core.mismatch.kind is 'Kind.';
comment on column core.mismatch.mismatch_no is 'Number that stays when it is reopened.';
comment on column core.mismatch.state is 'open, resolved (the source shows it fixed), vanished (with its subject), ignored (by a person).';
comment on column core.mismatch.sector_value is 'What the sector says; personal data.';
comment on column core.mismatch.reference_value is 'What the reference says; personal data.';
comment on column core.mismatch.unit is 'Unit code of the record that shows it.';
comment on column core.mismatch.citizen_ref is 'Keyed pseudonym of the citizen; null when none is known.';
comment on column core.mismatch.record_count is 'Records of the subject that show it.';
comment on column core.mismatch.newest_record is 'Newest of them.';
comment on column core.mismatch.first_seen is 'As-of of the extract that first showed it.';
comment on column core.mismatch.opened_run is 'Run that opened it, or reopened it last.';
comment on column core.mismatch.reopened is 'How often it came back.';
comment on column core.mismatch.closed_run is 'Run that closed it; null while open.';
comment on column core.mismatch.last_seen is 'As-of that last confirmed it, stored on closing; while open it is the feed''s as-of.';
comment on column core.mismatch.confirmed_publish is 'Publish that last confirmed it, stored on closing; while open it is the feed''s publish.';
comment on column core.mismatch.how is 'How it closed: fixed, gone or ignore.';
comment on column core.mismatch.ignored_by is 'Person who ignored it.';
comment on column core.mismatch.ignored_reason is 'Reason given.';
comment on column core.mismatch.ignored_at is 'When.';
