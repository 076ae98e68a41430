-- What a code of an older map has become on the map in force, newest map first.
-- psql -v unit="'524'" -f sql/reporting/unit_became.sql
select array_to_string(n.units, ', ') as units
from api.unit_now n
where n.code = :unit and cardinality(n.units) > 0
order by n.map desc
limit 1;
