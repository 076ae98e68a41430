-- Tasks of the reform plan done / tasks assigned in the period. A plan is of a year and assigned at its
-- psql -f sql/publishing/indicators/tasks-done.sql
-- beginning, so periods that begin with the year hold the plan.
select '' as unit, t.record_id as record, t.assigned_on as day,
       (case when t.status = 'done' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.status = 'done' then null else coalesce(t.status, 'not-stated') end as cause
from api_full.clean_tasks t
where t.plan like 'CCHC%';
