-- Communes that pay aid without cash / communes that reported, to date.
-- psql -f sql/publishing/indicators/rollout-cashless-aid.sql
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day,
       case when t.begun then t.begun_on end as reached,
       (case when t.begun then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.begun is not true then 'not-begun' end as cause
from api_full.clean_rollout_flags t
where t.topic = 'cashless-aid';
