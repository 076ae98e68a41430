-- Rules across the set: which kinds they are, how far each feed is settled, and values suggested for what is wrong.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.mismatch_kind
  add column across boolean not null default false,
  add column field text check (field in ('phone', 'birthDate', 'name', 'homeUnit'));
comment on column core.mismatch_kind.across is 'Found in several rows together, and settled after the publish of a feed.';
comment on column core.mismatch_kind.field is 'The field that is wrong, for which a value may be suggested; null for others.';

alter table core.run drop constraint run_way_check;
alter table core.run add constraint run_way_check
  check (way in ('new-generation', 'in-place', 'recheck', 'across'));
comment on column core.run.trigger is 'schedule, command, release, reference (re-check), across (rules across the set) or demo.';
comment on column core.run.way is
  'How it was published: new-generation, in-place, recheck after the reference moved, or across when only rules across the set moved.';
comment on column api.run.way is 'new-generation, in-place, recheck or across.';
comment on column api.run.trigger is 'schedule, command, release, reference, across or demo.';
comment on column api.publish.way is 'new-generation, in-place, recheck or across.';

create table core.across_seen (
  feed text collate "C" not null references core.feed,
  looked_at text collate "C" not null references core.feed,
  generation integer not null,
  run_id bigint not null,
  rules_hash text not null,
  primary key (feed, looked_at)
);
comment on table core.across_seen is 'How far the rules across the set are settled for a feed: up to which run of each feed that they look at.';
comment on column core.across_seen.feed is 'Feed whose mismatches are settled.';
comment on column core.across_seen.looked_at is 'Feed whose rows were looked at.';
comment on column core.across_seen.generation is 'Generation that was looked at; another one is looked at whole.';
comment on column core.across_seen.run_id is 'Newest run whose rows were looked at.';
comment on column core.across_seen.rules_hash is 'Hash of what the contracts ask for; after a change everything is looked at again.';

create table core.suggestion (
  feed text collate "C" not null,
  subject_id text collate "C" not null,
  field text collate "C" not null,
  rank integer not null,
  citizen_ref uuid not null,
  value text not null,
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  feeds text[] not null,
  since date,
  others integer not null,
  holders integer not null,
  run_id bigint not null,
  primary key (feed, subject_id, field, rank)
);
create index on core.suggestion (feed, citizen_ref);
comment on table core.suggestion is 'What the right value may be where an open mismatch says that one is wrong.';
comment on column core.suggestion.feed is 'Feed of the mismatch.';
comment on column core.suggestion.subject_id is 'Subject of the mismatch.';
comment on column core.suggestion.field is 'Field that is wrong: phone, birthDate, name or homeUnit.';
comment on column core.suggestion.rank is '1 for the best.';
comment on column core.suggestion.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column core.suggestion.value is 'The value; personal data.';
comment on column core.suggestion.confidence is 'Share of suggestions with evidence like this that were right on the truth set.';
comment on column core.suggestion.feeds is 'Feeds that have this value of the citizen.';
comment on column core.suggestion.since is 'Newest day on which one of them was told it; null when none says.';
comment on column core.suggestion.others is 'Feeds that have another value of the citizen.';
comment on column core.suggestion.holders is 'Other citizens of whom a feed has the same phone.';
comment on column core.suggestion.run_id is 'Run that suggested it.';

create or replace function api.mask_value(kind text, value text) returns text language sql immutable parallel safe as
$$ select case
     when value is null then null
     when kind like 'phone-%' then api.mask_phone(value)
     when kind like 'name-%' or kind = 'id-shared' then api.mask_name(value)
     when kind = 'birth-date-differs' then left(value, 4) || '-••-••'
     when kind = 'minor-benefit' then left(value, 4)
     when kind in ('sex-differs', 'home-unit-differs', 'deceased-active', 'deceased-registered', 'unit-unknown',
                   'unit-dissolved', 'id-structure') then value
     when kind in ('id-malformed', 'not-in-reference', 'several-ids') then api.mask_id(value)
     else api.mask_key(value) end $$;

create view api_full.suggestion as
select m.mismatch_no, m.feed, m.subject_id as subject, m.kind, s.field, s.rank, s.value, s.confidence, s.feeds,
       cardinality(s.feeds) as feed_count, s.since, s.others, s.holders, m.unit, u.name as unit_name, s.citizen_ref,
       s.run_id
from core.suggestion s
join core.mismatch_kind k on k.field = s.field
join core.mismatch m on m.feed = s.feed and m.subject_id = s.subject_id and m.kind = k.kind and m.state = 'open'
left join api_full.unit u on u.code = m.unit;
create view api.suggestion as
select s.mismatch_no, s.feed, api.mask_key(s.subject) as subject, s.kind, s.field, s.rank,
       case s.field when 'phone' then api.mask_phone(s.value) when 'name' then api.mask_name(s.value)
         when 'birthDate' then left(s.value, 4) || '-••-••' else s.value end as value,
       s.confidence, s.feeds, s.feed_count, s.since, s.others, s.holders, s.unit, s.unit_name, s.citizen_ref, s.run_id
from api_full.suggestion s;
grant select on api_full.suggestion to de06_reader_full;
grant select on api.suggestion to de06_reader, de06_reader_full;
do $$
declare
  schema_name text;
begin
  foreach schema_name in array array['api', 'api_full'] loop
    execute format('comment on view %I.suggestion is %L', schema_name,
      'What the right value may be where an open mismatch says that one is wrong, best first.');
    execute format('comment on column %I.suggestion.mismatch_no is %L', schema_name, 'Number of the mismatch.');
    execute format('comment on column %I.suggestion.feed is %L', schema_name, 'Feed of the mismatch.');
    execute format('comment on column %I.suggestion.subject is %L', schema_name, 'Subject of the mismatch.');
    execute format('comment on column %I.suggestion.kind is %L', schema_name, 'Kind of the mismatch.');
    execute format('comment on column %I.suggestion.field is %L', schema_name,
      'Field that is wrong: phone, birthDate, name or homeUnit.');
    execute format('comment on column %I.suggestion.rank is %L', schema_name, '1 for the best.');
    execute format('comment on column %I.suggestion.value is %L', schema_name, 'The suggested value.');
    execute format('comment on column %I.suggestion.confidence is %L', schema_name,
      'Share of suggestions with evidence like this that were right on the truth set.');
    execute format('comment on column %I.suggestion.feeds is %L', schema_name, 'Feeds that have this value.');
    execute format('comment on column %I.suggestion.feed_count is %L', schema_name, 'How many they are.');
    execute format('comment on column %I.suggestion.since is %L', schema_name,
      'Newest day on which one of them was told it; null when none says.');
    execute format('comment on column %I.suggestion.others is %L', schema_name, 'Feeds that have another value.');
    execute format('comment on column %I.suggestion.holders is %L', schema_name,
      'Other citizens of whom a feed has the same phone.');
    execute format('comment on column %I.suggestion.unit is %L', schema_name, 'Unit code of the record that is wrong.');
    execute format('comment on column %I.suggestion.unit_name is %L', schema_name, 'Name of the unit.');
    execute format('comment on column %I.suggestion.citizen_ref is %L', schema_name,
      'Keyed pseudonym of the citizen; joins across feeds.');
    execute format('comment on column %I.suggestion.run_id is %L', schema_name, 'Run that suggested it.');
  end loop;
end $$;
