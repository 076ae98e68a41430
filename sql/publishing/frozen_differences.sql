-- Cells of cell_to_fix, all of a period, that stand otherwise than in a frozen version, upper units first.
-- Needs this temporary table.
-- psql -v period="'2024-06'" -v version=1 -f sql/publishing/frozen_differences.sql
select coalesce(v.code, f.code) as code, coalesce(v.unit, f.unit) as unit, u.name as unit_name,
       f.value as before, f.state as state_before, v.value as after, v.state as state_after
from cell_to_fix v
full join (select * from core.indicator_frozen where period = :period and version = :version) f
  on f.code = v.code and f.unit = v.unit
left join api_full.unit u on u.code = coalesce(v.unit, f.unit)
where (v.value, v.state, v.numerator, v.denominator, v.reported, v.expected) is distinct from
  (f.value, f.state, f.numerator, f.denominator, f.reported, f.expected)
order by length(coalesce(v.unit, f.unit)), 2, 1;
