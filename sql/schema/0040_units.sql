-- Administrative units over time: maps, legal steps between them, owners by date, and the map of every published row.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.unit_map (
  map text primary key,
  map_no smallint generated always as identity unique,
  in_force_from date not null
);
comment on table core.unit_map is 'Maps of administrative units; a code means something only with one of them.';
comment on column core.unit_map.map is 'Name, such as 2025-07.';
comment on column core.unit_map.map_no is 'Number by which clean rows state their map.';
comment on column core.unit_map.in_force_from is 'First day in force.';
insert into core.unit_map (map, in_force_from)
select u.map, coalesce(min(u.valid_from), (u.map || '-01')::date) from core.unit u group by u.map order by u.map;

alter table core.unit add column owner text;
comment on column core.unit.owner is 'Who answers for the unit; null for its own people''s committee.';

create table core.unit_owner (
  map text not null,
  code text collate "C" not null,
  owner text not null,
  valid_from date not null,
  valid_to date,
  primary key (map, code, valid_from)
);
comment on table core.unit_owner is 'Who answered for a unit in a time other than the list of its map says.';
comment on column core.unit_owner.map is 'Map of the code.';
comment on column core.unit_owner.code is 'Unit.';
comment on column core.unit_owner.owner is 'Agency.';
comment on column core.unit_owner.valid_from is 'First day.';
comment on column core.unit_owner.valid_to is 'Last day; null while it lasts.';

create table core.unit_step (
  from_map text not null,
  from_code text collate "C" not null,
  to_map text not null,
  to_code text collate "C" not null,
  relation text not null check (relation in ('whole', 'unchanged', 'renamed', 'part', 'area-part')),
  primary key (from_map, from_code, to_map, to_code)
);
create index on core.unit_step (to_map, to_code);
comment on table core.unit_step is 'What became of a unit on a later map, by law.';
comment on column core.unit_step.from_map is 'Earlier map.';
comment on column core.unit_step.from_code is 'Unit on it.';
comment on column core.unit_step.to_map is 'Later map.';
comment on column core.unit_step.to_code is 'Unit that it went into.';
comment on column core.unit_step.relation is
  'whole, unchanged, renamed, part (some of its people), or area-part (land without people).';

create table core.unit_carry (
  from_no smallint not null,
  code text collate "C" not null,
  to_no smallint not null,
  to_codes text[] not null,
  primary key (from_no, code, to_no)
);
comment on table core.unit_carry is
  'Which units of another map the people of a unit may be in, in either direction of time; made from the steps.';
comment on column core.unit_carry.from_no is 'Map of the code.';
comment on column core.unit_carry.code is 'Unit.';
comment on column core.unit_carry.to_no is 'Other map.';
comment on column core.unit_carry.to_codes is 'Lowest units there; one when all people are in it.';

create table core.unit_state (
  only_one boolean primary key default true check (only_one),
  version bigint not null
);
comment on table core.unit_state is 'Counts changes of the unit lists, so that a program in service reads them again.';
comment on column core.unit_state.only_one is 'There is one row.';
comment on column core.unit_state.version is 'Grows with every change.';
insert into core.unit_state values (true, 1);

create table core.person_unit (
  citizen_ref uuid not null,
  map_no smallint not null,
  code text collate "C" not null,
  primary key (citizen_ref, map_no)
);
comment on table core.person_unit is
  'Home unit of a citizen on a map that the reference no longer uses, kept when it changed maps.';
comment on column core.person_unit.citizen_ref is 'Keyed pseudonym of the citizen.';
comment on column core.person_unit.map_no is 'Map.';
comment on column core.person_unit.code is 'Unit that the reference stated last on this map.';

create function core.unit_on(unit text, from_no smallint, to_no smallint) returns text
language sql stable parallel safe as
$$ select case
     when unit is null or from_no is null or from_no = to_no then unit
     else coalesce(
       (select c.to_codes[1] from core.unit_carry c
        where c.from_no = $2 and c.code = $1 and c.to_no = $3 and cardinality(c.to_codes) = 1),
       unit || '@' || (select m.map from core.unit_map m where m.map_no = $2)) end $$;
comment on function core.unit_on(text, smallint, smallint) is
  'The unit on another map; CODE@MAP when it is unknown there or its people went several ways.';

create function core.home_on(person uuid, unit text, from_no smallint, to_no smallint) returns text
language sql stable parallel safe as
$$ select case
     when unit is null or from_no is null or from_no = to_no then unit
     else coalesce(
       (select case when cardinality(c.to_codes) = 1 then c.to_codes[1]
          else (select p.code from core.person_unit p
                where p.citizen_ref = $1 and p.map_no = $4 and p.code = any (c.to_codes)) end
        from core.unit_carry c where c.from_no = $3 and c.code = $2 and c.to_no = $4),
       unit || '@' || (select m.map from core.unit_map m where m.map_no = $3)) end $$;
comment on function core.home_on(uuid, text, smallint, smallint) is
  'The home unit of a person on another map: by law, else where the person is known to be; CODE@MAP when undecided.';

alter table core.feed_current
  add column unit_map smallint,
  add column unit_maps smallint[],
  add column ledger_map smallint,
  add column base_map smallint;
comment on column core.feed_current.unit_map is 'Map of the unit codes in the newest extract; null when it has none.';
comment on column core.feed_current.unit_maps is 'Every map that codes of its rows are on.';
comment on column core.feed_current.ledger_map is 'Map of the units in its ledger and tally: the one in force.';
comment on column core.feed_current.base_map is 'Map of the units that name its slices without @.';

alter table core.run
  add column unit_map text,
  add column found_map text;
comment on column core.run.unit_map is 'Map on which the unit codes of the extract were read.';
comment on column core.run.found_map is 'Held: the map that the codes speak for.';

create table core.feed_unit_map (
  feed text collate "C" not null references core.feed,
  from_as_of timestamptz not null,
  map text not null,
  said text not null,
  run_id bigint not null references core.run,
  primary key (feed, from_as_of)
);
comment on table core.feed_unit_map is 'Maps that a person confirmed for a feed against what its contract says.';
comment on column core.feed_unit_map.feed is 'Feed.';
comment on column core.feed_unit_map.from_as_of is 'As-of from which the map holds.';
comment on column core.feed_unit_map.map is 'Confirmed map.';
comment on column core.feed_unit_map.said is 'What the contract said then; another word voids the confirmation.';
comment on column core.feed_unit_map.run_id is 'Run that took the extract after the release.';

alter table core.indicator_value
  add column reported integer,
  add column expected integer;
comment on column core.indicator_value.numerator is 'Numerator; of the part that has reported while the state is incomplete.';
comment on column core.indicator_value.denominator is 'Denominator; of the part that has reported while the state is incomplete.';
comment on column core.indicator_value.reported is 'Incomplete: units below that have reported.';
comment on column core.indicator_value.expected is 'Incomplete: units below that must report.';

create or replace view api_full.unit as
select distinct on (u.code) u.code, u.name, u.level, u.parent, u.map, u.valid_from, u.valid_to
from core.unit u order by u.code, u.map desc;
create or replace view api.unit as select * from api_full.unit;
comment on column api_full.unit.valid_from is 'First day in force.';
comment on column api_full.unit.valid_to is 'Last day in force; null while in force.';
comment on column api.unit.valid_from is 'First day in force.';
comment on column api.unit.valid_to is 'Last day in force; null while in force.';

create view api.unit_on_map as
select u.map, u.code, u.name, u.level, u.parent, u.valid_from, u.valid_to,
       coalesce(
         (select o.owner from core.unit_owner o where o.map = u.map and o.code = u.code and o.valid_from <= current_date
          and (o.valid_to is null or o.valid_to >= current_date)),
         u.owner, 'UBND ' || lower(left(u.name, 1)) || substr(u.name, 2)) as owner
from core.unit u;
create view api.unit_step as
select s.from_map, s.from_code, o.name as from_name, s.to_map, s.to_code, n.name as to_name, s.relation
from core.unit_step s
left join core.unit o on o.map = s.from_map and o.code = s.from_code
left join core.unit n on n.map = s.to_map and n.code = s.to_code;
grant select on api.unit_on_map, api.unit_step to de06_reader, de06_reader_full;
comment on view api.unit_on_map is 'Every unit of every map, with who answers for it today.';
comment on column api.unit_on_map.map is 'Map.';
comment on column api.unit_on_map.code is 'Official code.';
comment on column api.unit_on_map.name is 'Vietnamese name with its kind.';
comment on column api.unit_on_map.level is 'province, district, ward, commune, township or special-zone.';
comment on column api.unit_on_map.parent is 'Code of the unit above on the same map; null for a province.';
comment on column api.unit_on_map.valid_from is 'First day in force.';
comment on column api.unit_on_map.valid_to is 'Last day in force; null while in force.';
comment on column api.unit_on_map.owner is 'Who answers for the unit.';
comment on view api.unit_step is 'What became of a unit on a later map, by law.';
comment on column api.unit_step.from_map is 'Earlier map.';
comment on column api.unit_step.from_code is 'Unit on it.';
comment on column api.unit_step.from_name is 'Its name.';
comment on column api.unit_step.to_map is 'Later map.';
comment on column api.unit_step.to_code is 'Unit that it went into.';
comment on column api.unit_step.to_name is 'Its name.';
comment on column api.unit_step.relation is 'whole, unchanged, renamed, part or area-part.';

create or replace view api.indicator as
select v.code, d.title_vi as title, v.unit, u.name as unit_name, v.period, v.value, v.state, v.numerator, v.denominator,
       v.as_of, v.publish_id, v.reported, v.expected
from core.indicator_value v join core.indicator_definition d using (code) left join api_full.unit u on u.code = v.unit;
comment on column api.indicator.numerator is 'Numerator; of the part that has reported while the state is incomplete.';
comment on column api.indicator.denominator is 'Denominator; of the part that has reported while the state is incomplete.';
comment on column api.indicator.reported is 'Incomplete: units below that have reported.';
comment on column api.indicator.expected is 'Incomplete: units below that must report.';
