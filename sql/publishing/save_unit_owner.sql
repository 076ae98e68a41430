-- Notes who answered for units in a time.
-- psql -v maps="'{2025-07}'" -v codes="'{21025}'" -v owners="'{…}'" … -f sql/publishing/save_unit_owner.sql
insert into core.unit_owner as o (map, code, owner, valid_from, valid_to)
select n.map, n.code, n.owner, n.valid_from, n.valid_to
from unnest(:maps::text[], :codes::text[], :owners::text[], :valid_from::date[], :valid_to::date[])
       as n (map, code, owner, valid_from, valid_to)
on conflict (map, code, valid_from) do update set owner = excluded.owner, valid_to = excluded.valid_to
where (o.owner, o.valid_to) is distinct from (excluded.owner, excluded.valid_to);
