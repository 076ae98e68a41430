-- Core: feeds, runs, extracts, refusals, the pointer that readers follow.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create schema core;
create schema reference;
create schema clean;
create schema stage;
create schema quartz;
create schema api;
create schema api_full;
revoke all on schema core, reference, clean, stage, quartz, api, api_full from public;

comment on schema core is 'Runs, ledger, figures and the pointers that decide what readers see.';
comment on schema reference is 'Clean tables of the feeds whose role is reference (the population extract).';
comment on schema clean is 'One typed table per sector feed, partitioned by generation.';
comment on schema stage is 'Rows of runs that have not been published; dropped by whoever takes the lease next.';
comment on schema quartz is 'The job store of the scheduler.';
comment on schema api is 'What downstream tools read: personal values masked, citizens under a keyed pseudonym.';
comment on schema api_full is 'The same views with clear values, for those who must act on a person.';

create table core.feed (
  feed text collate "C" primary key,
  title text not null,
  owner text not null,
  role text not null check (role in ('sector', 'reference')),
  schedule text,
  fresh_within interval not null,
  subject_is_key boolean not null,
  sliced boolean not null,
  retain interval not null,
  contract_hash text not null,
  known_at timestamptz not null default now(),
  fence bigint not null default 0,
  lease_run bigint,
  lease_until timestamptz not null default '-infinity'
);
comment on table core.feed is 'A feed that a contract describes, and the lease that lets one run at a time work on it.';
comment on column core.feed.feed is 'Name of the feed, as in its contract.';
comment on column core.feed.title is 'Vietnamese title.';
comment on column core.feed.owner is 'Agency that owns the sector system.';
comment on column core.feed.role is 'sector, or reference for the population extract.';
comment on column core.feed.schedule is 'Quartz cron expression in Asia/Ho_Chi_Minh; null when run by hand.';
comment on column core.feed.fresh_within is 'Age of the published as-of beyond which the feed is stale.';
comment on column core.feed.subject_is_key is 'One row stands for one subject.';
comment on column core.feed.sliced is 'An extract covers a period or a unit, not the whole feed.';
comment on column core.feed.retain is 'How long superseded rows, refusals and archived extracts are kept.';
comment on column core.feed.contract_hash is 'Hash of the contract last seen.';
comment on column core.feed.known_at is 'When this contract was last registered.';
comment on column core.feed.fence is 'Fencing token: grows with every lease; a run publishes only under the token it was given.';
comment on column core.feed.lease_run is 'Run that holds the lease.';
comment on column core.feed.lease_until is 'Server time until which the lease stands without renewal.';

create table core.extract (
  extract_id bigint generated always as identity primary key,
  feed text collate "C" not null references core.feed,
  sha256 text not null,
  bytes bigint not null,
  source_name text not null,
  received_at timestamptz not null,
  as_of timestamptz,
  proof text not null,
  files jsonb not null,
  slices integer,
  unique nulls not distinct (feed, sha256, as_of, source_name)
);
comment on table core.extract is 'A delivery that was archived in the spool.';
comment on column core.extract.extract_id is 'Identity.';
comment on column core.extract.feed is 'Feed it belongs to.';
comment on column core.extract.sha256 is 'Hash of the delivered bytes, before forbidden columns were dropped.';
comment on column core.extract.bytes is 'Delivered bytes.';
comment on column core.extract.source_name is 'File name or URL without query, as the sender called it.';
comment on column core.extract.received_at is 'When it came.';
comment on column core.extract.as_of is 'Time that the data describes; null until it is known.';
comment on column core.extract.proof is 'How completeness was shown: length, manifest, stable, done, none.';
comment on column core.extract.slices is 'Slices that it published; null before.';
comment on column core.extract.files is 'Archived files: path in the spool, name, bytes, sha256.';

create table core.run (
  run_id bigint generated always as identity primary key,
  feed text collate "C" not null references core.feed,
  fence bigint not null,
  trigger text not null,
  state text not null check (state in ('scheduled', 'pulling', 'pulled', 'streamed', 'held', 'published',
    'unchanged', 'superseded', 'discarded', 'refused', 'failed')),
  way text check (way in ('new-generation', 'in-place', 'recheck')),
  cause text,
  detail text,
  extract_id bigint references core.extract,
  contract_hash text not null,
  code_epoch integer not null,
  reference_id uuid,
  publish_id uuid unique,
  previous_publish uuid,
  as_of timestamptz,
  lines_in bigint not null default 0,
  furniture bigint not null default 0,
  rows_in bigint not null default 0,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  duplicate bigint not null default 0,
  matched bigint not null default 0,
  review bigint not null default 0,
  unmatched bigint not null default 0,
  changed bigint not null default 0,
  vanished bigint not null default 0,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  constraint rows_are_conserved check (rows_in = accepted + refused + duplicate),
  constraint accepted_is_conserved check (accepted = matched + review + unmatched)
);
create index on core.run (feed, run_id);
create index on core.run (state) where state in ('scheduled', 'pulling', 'pulled', 'streamed');
create unique index run_published_once on core.run (feed, previous_publish) nulls not distinct
  where state = 'published';
comment on table core.run is 'One attempt to bring a feed up to date, and what it counted.';
comment on column core.run.run_id is 'Identity; grows in the order in which runs took the lease.';
comment on column core.run.feed is 'Feed.';
comment on column core.run.fence is 'Fencing token of the lease it ran under.';
comment on column core.run.trigger is 'schedule, command, reference (re-check) or demo.';
comment on column core.run.state is 'Where the run stands or how it ended.';
comment on column core.run.way is 'How it was published: new-generation, in-place, or recheck after the reference moved.';
comment on column core.run.cause is 'Stable code of why it was held, refused or failed.';
comment on column core.run.detail is 'Header names, limits, shares behind the cause; no personal data.';
comment on column core.run.extract_id is 'Extract that was read; null for a re-check.';
comment on column core.run.contract_hash is 'Hash of the contract it ran under.';
comment on column core.run.code_epoch is 'Version of the value and matching code; rows of another epoch are not skipped.';
comment on column core.run.reference_id is 'Publish of the reference that rows were compared with.';
comment on column core.run.publish_id is 'Set when the run was published.';
comment on column core.run.previous_publish is
  'Publish that this one replaced; no two runs may replace the same one, so a publish happens once.';
comment on column core.run.as_of is 'Time that its data describes.';
comment on column core.run.lines_in is 'Lines of the extract: rows and furniture.';
comment on column core.run.furniture is 'Letterhead, header, blank and footer lines.';
comment on column core.run.rows_in is 'Rows read.';
comment on column core.run.accepted is 'Rows that became records.';
comment on column core.run.refused is 'Rows that are malformed or unusable, kept in core.refusal.';
comment on column core.run.duplicate is 'Rows whose key already stood in the extract, or in a newer delivery.';
comment on column core.run.matched is 'Accepted rows with a citizen of the reference.';
comment on column core.run.review is 'Accepted rows whose match awaits a person.';
comment on column core.run.unmatched is 'Accepted rows without a citizen, with the reason in the row.';
comment on column core.run.changed is 'New or changed records.';
comment on column core.run.vanished is 'Records that were published and are no longer in the extract.';
comment on column core.run.started_at is 'When it took the lease.';
comment on column core.run.ended_at is 'When it came to rest.';

create table core.run_step (
  run_id bigint not null references core.run on delete cascade,
  step_no integer not null,
  step text not null,
  seconds double precision not null,
  primary key (run_id, step_no)
);
comment on table core.run_step is 'How long each step of a run took.';
comment on column core.run_step.run_id is 'Run.';
comment on column core.run_step.step_no is 'Order.';
comment on column core.run_step.step is 'Name of the step.';
comment on column core.run_step.seconds is 'Wall time, seconds.';

create table core.feed_current (
  feed text collate "C" primary key references core.feed,
  run_id bigint not null references core.run,
  publish_id uuid not null,
  generation integer not null,
  contract_hash text not null,
  code_epoch integer not null,
  reference_id uuid,
  extract_id bigint references core.extract,
  as_of timestamptz not null,
  rows bigint not null
);
comment on table core.feed_current is 'The pointer: what readers of a feed see.';
comment on column core.feed_current.feed is 'Feed.';
comment on column core.feed_current.run_id is 'Run that published the current state.';
comment on column core.feed_current.publish_id is 'Publish that readers see.';
comment on column core.feed_current.generation is 'Generation (partition) of the clean table.';
comment on column core.feed_current.contract_hash is 'Contract of the rows.';
comment on column core.feed_current.code_epoch is 'Code epoch of the rows.';
comment on column core.feed_current.reference_id is 'Reference publish that the ledger was computed against.';
comment on column core.feed_current.extract_id is 'Newest extract that was published.';
comment on column core.feed_current.as_of is 'Time that the newest data describes.';
comment on column core.feed_current.rows is 'Rows in the current state.';

create table core.generation (
  feed text collate "C" not null references core.feed,
  generation integer not null,
  first_run bigint not null references core.run,
  ended_run bigint references core.run,
  ended_at timestamptz,
  primary key (feed, generation)
);
comment on table core.generation is 'Partitions of the clean tables and the runs between which readers saw them.';
comment on column core.generation.feed is 'Feed.';
comment on column core.generation.generation is 'Number, from 1.';
comment on column core.generation.first_run is 'Run that published it.';
comment on column core.generation.ended_run is 'Run whose publish replaced it; null while current.';
comment on column core.generation.ended_at is 'When it was replaced; retention counts from here.';

create table core.slice (
  feed text collate "C" not null references core.feed,
  slice text collate "C" not null,
  period text,
  unit text,
  as_of timestamptz not null,
  run_id bigint not null references core.run,
  extract_id bigint not null references core.extract,
  rows bigint not null,
  primary key (feed, slice)
);
comment on table core.slice is 'Periods and units of a feed that have come; one that is not here is "chưa báo cáo".';
comment on column core.slice.feed is 'Feed.';
comment on column core.slice.slice is 'Period, unit, or period/unit.';
comment on column core.slice.period is 'Period part, yyyy-MM or yyyy.';
comment on column core.slice.unit is 'Unit code part.';
comment on column core.slice.as_of is 'As-of of the delivery that stands; an older one does not replace it.';
comment on column core.slice.run_id is 'Run that published it.';
comment on column core.slice.extract_id is 'Extract that it came in.';
comment on column core.slice.rows is 'Rows of the slice.';

create table core.refusal (
  run_id bigint not null references core.run on delete cascade,
  refusal_no bigint not null,
  file_name text not null,
  line_no bigint not null,
  byte_offset bigint not null,
  faults text[] not null,
  raw bytea not null,
  primary key (run_id, refusal_no)
);
comment on table core.refusal is 'Rows that could not become records, with the bytes that came.';
comment on column core.refusal.run_id is 'Run.';
comment on column core.refusal.refusal_no is 'Order in the extract, from 1.';
comment on column core.refusal.file_name is 'File of the extract.';
comment on column core.refusal.line_no is 'Line of the file, from 1.';
comment on column core.refusal.byte_offset is 'Offset of the record in the unpacked file.';
comment on column core.refusal.faults is 'Stable codes of everything that is wrong with the row.';
comment on column core.refusal.raw is 'Original bytes, less forbidden columns; personal data.';

create table core.pseudonym_key (
  only_one boolean primary key default true check (only_one),
  key bytea not null check (length(key) = 32)
);
comment on table core.pseudonym_key is 'Secret key of citizen_ref. Whoever has it can re-identify: back it up apart.';
comment on column core.pseudonym_key.only_one is 'There is one row.';
comment on column core.pseudonym_key.key is '256 random bits.';
insert into core.pseudonym_key (key)
select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

create table core.unit (
  map text not null,
  code text collate "C" not null,
  level text not null,
  parent text collate "C",
  name text not null,
  valid_from date,
  valid_to date,
  primary key (map, code, level)
);
create index on core.unit (code);
comment on table core.unit is 'Administrative units by map; a code means something only with a map.';
comment on column core.unit.map is 'Map, named by the month it came into force, such as 2025-07.';
comment on column core.unit.code is 'Official code: 2 digits province, 3 district, 5 commune.';
comment on column core.unit.level is 'province, district, ward, commune, township or special-zone.';
comment on column core.unit.parent is 'Code of the unit above; null for a province.';
comment on column core.unit.name is 'Vietnamese name with its kind.';
comment on column core.unit.valid_from is 'First day in force.';
comment on column core.unit.valid_to is 'Last day in force; null while in force.';
