-- Health records linked to VNeID / health records in use, to date.
-- psql -f sql/publishing/indicators/health-records-vneid-linked.sql
-- one row each of: health-records
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.created_on as day,
       case when t.status is distinct from 'closed' and t.vneid_linked then t.created_on end as reached,
       (case when t.status is distinct from 'closed' and t.vneid_linked then 1 else 0 end)::bigint as numerator,
       (case when t.status is distinct from 'closed' then 1 else 0 end)::bigint as denominator,
       case when t.status = 'closed' then 'closed' when t.vneid_linked is not true then 'not-linked' end as cause
from api_full.clean_health_records t;
