-- Workers whose data were updated / workers on the list, to date.
-- psql -f sql/publishing/indicators/workers-updated.sql
-- one row each of: workers
-- A list that has no numbers of forms is keyed by the id and has no days: nobody knows whether its rows were updated.
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day, t.updated_on as reached,
       (case when t.updated_on is not null then 1 else 0 end)::bigint as numerator,
       (case when t.updated_on is null and ltrim(t.record_no, 0::text) = ltrim(t.personal_id, 0::text)
         then 0 else 1 end)::bigint as denominator,
       case when t.updated_on is null then 'not-updated' end as cause
from api_full.clean_workers t;
