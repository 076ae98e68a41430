-- Who near whom needs help with an eID account: by hamlet, without numbers, birth dates or anything sensitive, and how
-- many pupils, teachers and officials of the hamlet may help.
-- psql -v unit=null -v clear=false -f sql/reporting/reports/helpers-list.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed in ('residence-events', 'eid-accounts')),
home as (
  select p.citizen_ref, p.name, p.hamlet, p.birth_date_to, p.card_issued, coalesce(n.unit, p.home_unit, '') as unit,
         n.unit_name
  from api_full.clean_population p
  left join api.unit_now n on n.map = p.unit_map and n.code = p.home_unit
  where coalesce(p.status, 'alive') = 'alive'
    and (:unit::text is null
         or coalesce(n.unit, p.home_unit, '') in (select b.unit from api.unit_below b where b.upper = :unit::text))),
away as (
  select e.citizen_ref from api_full.clean_residence_events e join day on day.feed = 'residence-events'
  where e.kind in ('temporary', 'absence') and e.destination is distinct from e.home_unit and coalesce(e.from_on, day.day) <= day.day
    and coalesce(e.until_on, day.day) >= day.day
  union
  select w.citizen_ref from api_full.clean_workers w
  left join api.unit_now n on n.map = w.unit_map and n.code = w.work_place
  where w.employment = 'employed' and coalesce(n.unit, w.work_place) not in (
    select b.unit from api.unit_below b where b.upper = (select s.unit from api.served_province s))),
helper as (
  select x.citizen_ref, min(x.kind) as kind
  from (select s.citizen_ref, 'pupil' as kind from api_full.clean_pupils s where s.grade >= 10 and s.status = 'studying'
        union all select t.citizen_ref, 'teacher' from api_full.clean_teachers t where t.status = 'working'
        union all select o.citizen_ref, 'official' from api_full.clean_officials o) x
  where x.citizen_ref is not null group by x.citizen_ref),
near as (
  select h.unit, h.hamlet, count(*) filter (where x.kind = 'pupil') as pupils,
         count(*) filter (where x.kind = 'teacher') as teachers,
         count(*) filter (where x.kind = 'official') as officials
  from helper x join home h using (citizen_ref)
  left join away a using (citizen_ref)
  where a.citizen_ref is null
  group by h.unit, h.hamlet),
need as (
  select h.unit, h.unit_name, h.hamlet, h.name,
         case when e.collected_on is null then 'register-eid' when e.not_activated_reason = 'wrong-phone'
              then 'correct-phone' else 'activate-eid' end as help
  from home h
  join day on day.feed = 'eid-accounts'
  left join api_full.clean_eid_accounts e on e.citizen_ref = h.citizen_ref and not coalesce(e.is_duplicate, false)
  where e.activated_on is null and h.birth_date_to <= day.day - interval '14 years'
    and (e.collected_on is not null or h.card_issued is not null)
    and not exists (select from away a where a.citizen_ref = h.citizen_ref))
select n.unit, n.unit_name, n.hamlet, case when :clear::boolean then n.name else api.mask_name(n.name) end as name,
       n.help, count(*) over (partition by n.unit, n.hamlet) as in_need_here, coalesce(r.pupils, 0) as helper_pupils,
       coalesce(r.teachers, 0) as helper_teachers, coalesce(r.officials, 0) as helper_officials
from need n
left join near r on r.unit = n.unit and r.hamlet is not distinct from n.hamlet
order by n.unit, in_need_here desc, n.hamlet, array_position(array['activate-eid', 'correct-phone', 'register-eid'], n.help),
         n.name;
