-- Calls, as each service counts them a day.
-- psql -f sql/publishing/indicators/lgsp-calls.sql
select '' as unit, t.record_id as record, t.on_day as day, t.total as numerator, 1::bigint as denominator
from api_full.clean_lgsp_calls t
where t.total is not null;
