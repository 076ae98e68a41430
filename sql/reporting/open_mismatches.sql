-- How many mismatches stand open, by feed, kind and unit.
-- psql -f sql/reporting/open_mismatches.sql
select feed, kind, kind_title, unit, unit_name, count(*) as open
from api.mismatch
where state = 'open'
group by feed, kind, kind_title, unit, unit_name
order by open desc, feed, kind, unit;
