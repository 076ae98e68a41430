-- Procedures shown on the national portal / procedures of the province, to date.
-- psql -f sql/publishing/indicators/procedures-published.sql
select '' as unit, t.record_id as record, null::date as day,
       case when t.published then t.published_on end as reached,
       (case when t.published then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.published is not true then 'not-published' end as cause
from api_full.clean_published_procedures t;
