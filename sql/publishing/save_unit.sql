-- Makes administrative units equal to a list; a day or owner that the list does not state stays.
-- psql -v maps="'{2025-07}'" -v codes="'{21025}'" -v levels="'{ward}'" … -f sql/publishing/save_unit.sql
insert into core.unit as u (map, code, level, parent, name, valid_from, valid_to, owner)
select n.map, n.code, n.level, n.parent, n.name, n.valid_from, n.valid_to, n.owner
from unnest(:maps::text[], :codes::text[], :levels::text[], :parents::text[], :names::text[], :valid_from::date[],
            :valid_to::date[], :owners::text[])
       as n (map, code, level, parent, name, valid_from, valid_to, owner)
on conflict (map, code, level) do update
set parent = excluded.parent, name = excluded.name, valid_from = coalesce(u.valid_from, excluded.valid_from),
    valid_to = coalesce(excluded.valid_to, u.valid_to), owner = coalesce(excluded.owner, u.owner)
where (u.parent, u.name, u.valid_from, u.valid_to, u.owner) is distinct from (excluded.parent, excluded.name,
  coalesce(u.valid_from, excluded.valid_from), coalesce(excluded.valid_to, u.valid_to),
  coalesce(excluded.owner, u.owner));
