-- Dossiers that are late or due within three working days, by unit, field and system, with the age of the late ones.
-- A due day that is no working day is the next working one.
-- psql -v unit=null -f sql/reporting/reports/overdue-dossiers.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h),
dossier as (
  select 'service-dossiers' as system, d.home_unit, d.unit_map, d.field, d.status, d.due_on, d.returned_at
  from api_full.clean_service_dossiers d
  union all
  select 'police-dossiers', d.home_unit, d.unit_map, d.field, d.status, d.due_on, d.returned_at
  from api_full.clean_police_dossiers d
  union all
  -- The portal also shows dossiers of the one-stop software: they are counted there.
  select 'portal-dossiers', d.home_unit, d.unit_map, d.field, d.status, d.due_on, d.returned_at
  from api_full.clean_portal_dossiers d
  where not exists (select from api_full.clean_service_dossiers s where s.record_id = d.record_id)),
waiting as (
  select coalesce(n.unit, d.home_unit, '') as unit, n.unit_name, d.field, d.system,
         d.status = 'supplement' as asks_citizen,
         case when day.day > coalesce(c.due_day, d.due_on) then day.day - coalesce(c.due_day, d.due_on)
              else coalesce(t.working_no - c.working_no - (not c.is_working)::integer, day.day - d.due_on) end as days
  from dossier d
  join day on day.feed = d.system
  left join api.calendar_day c on c.day = d.due_on
  left join api.calendar_day t on t.day = day.day
  left join api.unit_now n on n.map = d.unit_map and n.code = d.home_unit
  where d.returned_at is null and coalesce(d.status, '') not in ('done', 'returned', 'stopped', 'rejected'))
select w.unit, min(w.unit_name) as unit_name, w.field, w.system as dossier_system,
       count(*) filter (where w.days > 0 and not w.asks_citizen) as overdue,
       count(*) filter (where w.days between 1 and 5 and not w.asks_citizen) as overdue_1_5,
       count(*) filter (where w.days between 6 and 10 and not w.asks_citizen) as overdue_6_10,
       count(*) filter (where w.days between 11 and 30 and not w.asks_citizen) as overdue_11_30,
       count(*) filter (where w.days > 30 and not w.asks_citizen) as overdue_over_30,
       max(w.days) filter (where w.days > 0 and not w.asks_citizen) as oldest_days,
       count(*) filter (where w.days between -3 and 0 and not w.asks_citizen) as due_soon,
       count(*) filter (where w.asks_citizen) as waits_for_citizen,
       count(*) filter (where w.days is null) as no_due_day, count(*) as unfinished
from waiting w
where :unit::text is null or w.unit in (select b.unit from api.unit_below b where b.upper = :unit::text)
group by w.unit, w.field, w.system
having count(*) filter (where (w.days >= -3 and not w.asks_citizen) or w.days is null) > 0
order by overdue desc, oldest_days desc nulls last, due_soon desc, w.unit, w.field, w.system;
