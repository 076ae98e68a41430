-- Services with at least one call, by day of the calls.
-- psql -f sql/publishing/indicators/lgsp-services.sql
select '' as unit, t.record_id as record, t.on_day as day,
       coalesce(t.total, 0) as numerator, 1::bigint as denominator,
       t.service as item, case when coalesce(t.total, 0) = 0 then 'no-calls' end as cause
from api_full.clean_lgsp_calls t
where t.service is not null;
