-- Services of the catalogue in force with no dossier, none online or few in the last 90 days, per unit; what does not
-- apply to a unit is said apart.
-- psql -v unit=null -f sql/reporting/reports/low-activity-services.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed in ('service-catalogue', 'service-dossiers', 'police-dossiers', 'portal-dossiers')),
service as (
  select c.procedure, min(c.number) as number, min(c.title) as title, min(c.field) as field,
         bool_and(coalesce(p.level, 'commune') <> 'commune') as above_commune
  from api.clean_service_catalogue c
  join day on day.feed = 'service-catalogue'
  left join api.clean_published_procedures p on p.record_no = c.procedure
  where coalesce(c.from_on, day.day) <= day.day and coalesce(c.until_on, day.day) >= day.day
  group by c.procedure),
dossier as (
  select 'service-dossiers' as system, d.procedure, d.home_unit, d.unit_map, d.channel, d.received_at
  from api_full.clean_service_dossiers d
  union all
  select 'police-dossiers', d.procedure, d.home_unit, d.unit_map, d.channel, d.received_at
  from api_full.clean_police_dossiers d
  union all
  select 'portal-dossiers', d.procedure, d.home_unit, d.unit_map, d.channel, d.received_at
  from api_full.clean_portal_dossiers d
  where not exists (select from api_full.clean_service_dossiers s where s.record_id = d.record_id)),
counted as (
  select coalesce(n.unit, d.home_unit, '') as unit, d.procedure, count(*) as dossiers,
         count(*) filter (where d.channel = 'online') as online
  from dossier d
  join day on day.feed = d.system
  left join api.unit_now n on n.map = d.unit_map and n.code = d.home_unit
  where (d.received_at at time zone 'Asia/Ho_Chi_Minh')::date > day.day - 90
  group by 1, 2),
province as (
  select c.procedure, sum(c.dossiers) as dossiers from counted c group by c.procedure),
whole as (select sum(c.dossiers) as dossiers from counted c),
asked as (select coalesce(:unit::text, (select p.unit from api.served_province p)) as unit),
place as (
  select b.upper as unit, u.unit_name, b.unit as part, 0 as is_part, u.is_lowest
  from asked
  join api.unit_below b on b.upper = asked.unit
  join api.unit_below u on u.upper = asked.unit and u.unit = asked.unit
  union all
  select b.unit, b.unit_name, b.unit, 1, true
  from asked join api.unit_below b on b.upper = asked.unit and b.is_lowest and b.unit <> b.upper),
volume as (
  select p.unit, sum(c.dossiers) as dossiers from place p join counted c on c.unit = p.part group by p.unit),
-- Where the linked procedures are not rolled out, or there is no commune level, they cannot be asked for.
not_begun as (
  select coalesce(n.unit, r.home_unit) as unit, min(r.reason) as reason
  from api.clean_rollout_flags r
  left join api.unit_now n on n.map = r.unit_map and n.code = r.home_unit
  where r.topic = 'linked-procedures' and not r.begun group by 1),
cell as (
  select p.unit, p.unit_name, p.is_part, p.is_lowest, s.procedure, s.number, s.title, s.field, s.above_commune,
         coalesce(sum(c.dossiers), 0) as dossiers, coalesce(sum(c.online), 0) as online
  from place p cross join service s
  left join counted c on c.unit = p.part and c.procedure = s.procedure
  group by p.unit, p.unit_name, p.is_part, p.is_lowest, s.procedure, s.number, s.title, s.field, s.above_commune),
judged as (
  select c.*, b.reason, round(coalesce(v.dossiers, 0) * coalesce(a.dossiers, 0) / nullif(w.dossiers, 0), 1)
           as expected,
         case when c.dossiers = 0 and c.is_lowest and (c.above_commune or (c.field = 'Liên thông' and b.unit is not null))
                then 'not-applicable'
              when c.dossiers = 0 then 'none'
              when c.online = 0 then 'none-online'
              when 4 * c.dossiers < coalesce(v.dossiers, 0) * coalesce(a.dossiers, 0) / nullif(w.dossiers, 0)
                then 'few'
              when 2 * c.online < c.dossiers then 'few-online'
              else 'active' end as activity
  from cell c
  cross join whole w
  left join volume v on v.unit = c.unit
  left join province a on a.procedure = c.procedure
  left join not_begun b on b.unit = c.unit)
select j.unit, j.unit_name, j.activity, j.number as service_no, j.procedure, j.title as service, j.field, j.dossiers,
       j.online, round(100.0 * j.online / nullif(j.dossiers, 0), 2) as online_percent, j.expected as expected_dossiers,
       case when j.activity = 'not-applicable' and not j.above_commune then j.reason end as reason
from judged j
where j.activity <> 'active'
order by j.is_part, (j.activity = 'not-applicable'), (j.is_part = 0 and j.activity = 'none') desc, j.expected desc nulls last,
         array_position(array['none', 'none-online', 'few', 'few-online', 'not-applicable'], j.activity), j.number,
         j.unit;
