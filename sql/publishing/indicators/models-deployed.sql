-- Models deployed / models, to date.
-- psql -f sql/publishing/indicators/models-deployed.sql
select '' as unit, t.record_id as record, null::date as day,
       case when t.status = 'done' then t.done_on end as reached,
       (case when t.status = 'done' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.status = 'done' then null else coalesce(t.status, 'not-stated') end as cause
from api_full.clean_models t;
