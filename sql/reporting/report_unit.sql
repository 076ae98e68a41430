-- A unit of the map in force with the number of lowest units in it.
-- psql -v unit="'51'" -f sql/reporting/report_unit.sql
select b.upper as code, min(b.unit_name) filter (where b.unit = b.upper) as name,
       count(*) filter (where b.is_lowest) as parts,
       (select m.map from api.unit_map_in_force m) as map
from api.unit_below b
where b.upper = :unit
group by b.upper;
