-- Administrative units of a map, or of all maps, with who answers for each.
-- psql -v map="'2025-07'" -v code=null -v parent=null -v level=null -f sql/reporting/units.sql
select map as "Map", code as "Code", name as "Name", level as "Level", parent as "Parent", valid_from as "ValidFrom",
       valid_to as "ValidTo", owner as "Owner"
from api.unit_on_map
where (:map::text is null or map = :map::text) and (:code::text is null or code = :code::text)
  and (:parent::text is null or parent = :parent::text) and (:level::text is null or level = :level::text)
order by map, length(code), code;
