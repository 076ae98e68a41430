-- Makes the steps from one map to another equal to a list.
-- psql -v from_maps="'{2025-03}'" -v from_codes="'{21142}'" … -f sql/publishing/save_unit_step.sql
insert into core.unit_step as s (from_map, from_code, to_map, to_code, relation)
select n.from_map, n.from_code, n.to_map, n.to_code, n.relation
from unnest(:from_maps::text[], :from_codes::text[], :to_maps::text[], :to_codes::text[], :relations::text[])
       as n (from_map, from_code, to_map, to_code, relation)
on conflict (from_map, from_code, to_map, to_code) do update set relation = excluded.relation
where s.relation <> excluded.relation;
