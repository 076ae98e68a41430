-- Names the maps of the unit lists, with the first day of each, and ends the units of a map that another has followed.
-- psql -f sql/publishing/save_unit_map.sql
with map as (
  insert into core.unit_map (map, in_force_from)
  select u.map, coalesce(mode() within group (order by u.valid_from), (u.map || '-01')::date)
  from core.unit u where not exists (select from core.unit_map m where m.map = u.map)
  group by u.map order by u.map
  returning map, in_force_from
), all_maps as (
  select map, in_force_from from map union all select map, in_force_from from core.unit_map
)
update core.unit u set valid_to = n.next_from - 1
from (select m.map, min(l.in_force_from) as next_from
      from all_maps m join all_maps l on l.in_force_from > m.in_force_from group by m.map) n
where u.map = n.map and u.valid_to is null;
