-- What reports need of the administrative units: every code as a unit of the map in force, what lies below a unit, and
-- the province that is served.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create view api.unit_map_in_force as
select m.map, m.in_force_from from core.unit_map m
where m.in_force_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
order by m.in_force_from desc limit 1;

create view api.unit_now as
with now_map as (select m.map, m.map_no from core.unit_map m join api.unit_map_in_force f using (map)),
stated as (
  select distinct m.map, m.map_no, u.code, n.map as now_map, n.map_no as now_no
  from core.unit u join core.unit_map m using (map) cross join now_map n),
placed as (
  select s.map, s.code, s.now_map,
         case when s.map_no = s.now_no then s.code when cardinality(c.to_codes) = 1 then c.to_codes[1]
              else s.code || '@' || s.map end as unit,
         case when s.map_no = s.now_no then array[s.code] else coalesce(c.to_codes, '{}') end as units
  from stated s
  left join core.unit_carry c on c.from_no = s.map_no and c.code = s.code and c.to_no = s.now_no)
select p.map, p.code, p.unit,
       (select u.name from core.unit u where u.map = p.now_map and u.code = p.unit order by u.level limit 1)
         as unit_name,
       p.units
from placed p;

create view api.unit_below as
with recursive now_unit as (
  select distinct on (u.code) u.code, u.parent, u.name, u.level
  from core.unit u
  where u.map = (select f.map from api.unit_map_in_force f)
  order by u.code, u.level),
tree as (
  select code as upper, code as unit, name from now_unit
  union
  select t.upper, u.code, u.name from tree t join now_unit u on u.parent = t.unit),
whole as (select t.upper, array_agg(t.unit) as units from tree t group by t.upper having count(*) > 1)
select t.upper, t.unit, t.name as unit_name,
       not exists (select from now_unit c where c.parent = t.unit) as is_lowest
from tree t
union all
select u.code, '', null, false from now_unit u where u.parent is null
union all
select w.upper, n.unit, null, false
from (select distinct unit, units from api.unit_now where unit like '%@%' and cardinality(units) > 0) n
join whole w on n.units <@ w.units;

create view api.served_province as
select b.upper as unit
from core.tally t
join core.feed f using (feed)
join api.unit_below b on b.unit = t.unit and t.unit <> ''
where b.upper in (select u.code from core.unit u where u.level = 'province')
group by b.upper
order by sum(t.records) filter (where f.role = 'reference') desc nulls last, sum(t.records) desc, b.upper
limit 1;

grant select on api.unit_map_in_force, api.unit_now, api.unit_below, api.served_province to de06_reader, de06_reader_full;
comment on view api.unit_map_in_force is 'The map of administrative units in force today.';
comment on column api.unit_map_in_force.map is 'Map.';
comment on column api.unit_map_in_force.in_force_from is 'First day in force.';
comment on view api.unit_now is 'Every code of every map as a unit of the map in force today.';
comment on column api.unit_now.map is 'Map of the code.';
comment on column api.unit_now.code is 'Code on that map.';
comment on column api.unit_now.unit is
  'Unit on the map in force; CODE@MAP when its people went several ways or nothing is known of it.';
comment on column api.unit_now.unit_name is 'Name on the map in force.';
comment on column api.unit_now.units is 'Every unit of the map in force that its people may be in.';
comment on view api.unit_below is
  'What counts for a unit of the map in force: itself, all below it, and codes of older maps all of whose people are there.';
comment on column api.unit_below.upper is 'Unit.';
comment on column api.unit_below.unit is
  'Itself or a unit below; CODE@MAP; the empty code, for rows that name no unit, counts for a province.';
comment on column api.unit_below.unit_name is 'Name of the unit below.';
comment on column api.unit_below.is_lowest is 'No unit lies below it.';
comment on view api.served_province is 'The province that most of the population extract lives in; before it has come, the one of most records.';
comment on column api.served_province.unit is 'Code of the province; no row before anything has come.';
