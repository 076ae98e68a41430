-- Visits entered into health records, as each record counts them.
-- psql -f sql/publishing/indicators/health-record-visits.sql
-- one row each of: health-records
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.created_on as day,
       case when t.visits > 0 then t.created_on end as reached,
       coalesce(t.visits, 0) as numerator, 1::bigint as denominator,
       case when coalesce(t.visits, 0) = 0 then 'no-visit' end as cause
from api_full.clean_health_records t;
