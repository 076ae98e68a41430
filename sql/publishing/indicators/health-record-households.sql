-- Household health records, to date.
-- psql -f sql/publishing/indicators/health-record-households.sql
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.created_on as day, t.created_on as reached,
       1::bigint as numerator, 1::bigint as denominator
from api_full.clean_health_households t;
