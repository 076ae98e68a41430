-- Calls through the data-sharing platform that failed, by service and reason, the most failures first.
-- psql -f sql/reporting/reports/lgsp-failures.sql
with call as (
  select c.service, c.target, c.on_day, c.total, c.done, r.reason, r.failed, max(c.on_day) over () as newest
  from api.clean_lgsp_calls c
  cross join lateral (values
    ('timeout', c.failed_timeout), ('refused', c.failed_refused), ('system', c.failed_system),
    ('unexplained', c.total - c.done - coalesce(c.failed_timeout, 0) - coalesce(c.failed_refused, 0)
                    - coalesce(c.failed_system, 0))) r(reason, failed)),
service as (
  select c.service, c.target, sum(c.total) as total, sum(c.done) as done
  from api.clean_lgsp_calls c group by c.service, c.target),
failure as (
  select c.service, c.target, c.reason, sum(c.failed) as failed, count(*) filter (where c.failed > 0) as days,
         (array_agg(c.on_day order by c.failed desc nulls last, c.on_day desc))[1] as worst_day, max(c.failed) as worst_failed,
         coalesce(sum(c.failed) filter (where c.on_day > c.newest - 7), 0) as last_week,
         coalesce(sum(c.failed) filter (where c.on_day > c.newest - 14 and c.on_day <= c.newest - 7), 0) as week_before
  from call c group by c.service, c.target, c.reason
  having sum(abs(coalesce(c.failed, 0))) > 0)
select f.service, f.target as target_system, f.reason as failure_reason, f.failed, s.total as calls,
       round(100.0 * f.failed / nullif(s.total, 0), 3) as failed_percent,
       round(100.0 * s.done / nullif(s.total, 0), 2) as success_percent,
       round(100.0 * f.failed / nullif(sum(f.failed) over (), 0), 2) as share_of_failures_percent,
       f.days as failure_days, f.worst_day, f.worst_failed, f.last_week, f.week_before
from failure f
join service s on s.service = f.service and s.target is not distinct from f.target
order by f.failed desc, f.service, f.reason;
