-- Makes one administrative unit of a map equal to its list.
-- psql -v map="'2025-07'" -v code="'21025'" … -f sql/publishing/save_unit.sql
insert into core.unit as u (map, code, level, parent, name, valid_from, valid_to)
values (:map, :code, :level, :parent, :name, :valid_from::date, :valid_to::date)
on conflict (map, code, level) do update
set parent = excluded.parent, name = excluded.name, valid_from = excluded.valid_from, valid_to = excluded.valid_to
where (u.parent, u.name, u.valid_from, u.valid_to)
  is distinct from (excluded.parent, excluded.name, excluded.valid_from, excluded.valid_to);
