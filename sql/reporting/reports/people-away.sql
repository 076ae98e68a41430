-- Who is away from home, where they are (null: it is not known where), and what is open about them: for the unit at
-- home and the one they are in.
-- psql -v unit=null -v clear=false -f sql/reporting/reports/people-away.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed in ('residence-events', 'eid-accounts')),
below as materialized (select b.upper, b.unit from api.unit_below b),
stay as (
  select e.citizen_ref, 1 as rank, e.kind as source, coalesce(n.unit, e.destination) as unit,
         n.unit_name, e.from_on as since, e.until_on as until, e.reason
  from api_full.clean_residence_events e
  join day on day.feed = 'residence-events'
  left join api.unit_now n on n.map = e.unit_map and n.code = e.destination
  where e.citizen_ref is not null and e.kind in ('temporary', 'absence', 'short-stay')
    and (e.destination is not null or e.kind = 'absence')
    and coalesce(e.from_on, day.day) <= day.day and coalesce(e.until_on, day.day) >= day.day
    and not exists (select from api_full.clean_residence_events l
                    where l.citizen_ref = e.citizen_ref and l.kind = 'permanent' and l.from_on > e.from_on)
  union all
  select w.citizen_ref, 2, 'work', coalesce(n.unit, w.work_place), n.unit_name, w.updated_on,
         null, 'work'
  from api_full.clean_workers w
  left join api.unit_now n on n.map = w.unit_map and n.code = w.work_place
  where w.citizen_ref is not null and w.employment = 'employed' and w.work_place is not null),
away as (
  select distinct on (s.citizen_ref) s.citizen_ref, s.source, s.unit, s.unit_name, s.since, s.until, s.reason,
         p.personal_id, p.name, p.phone, p.birth_date_to, coalesce(h.unit, p.home_unit) as home_unit,
         h.unit_name as home_unit_name
  from stay s
  join api_full.clean_population p on p.citizen_ref = s.citizen_ref and coalesce(p.status, '') <> 'dead'
  left join api.unit_now h on h.map = p.unit_map and h.code = p.home_unit
  where not exists (select from below b where b.upper = s.unit and b.unit = coalesce(h.unit, p.home_unit, ''))
    and s.unit is distinct from coalesce(h.unit, p.home_unit, '')
  order by s.citizen_ref, s.unit is null, s.rank, s.since desc nulls last, s.unit),
open as (
  select m.citizen_ref, count(*) as mismatches, array_agg(distinct m.kind order by m.kind) as kinds,
         bool_or(m.kind like 'phone-%') as phone
  from api.mismatch m where m.state = 'open' and m.citizen_ref is not null group by m.citizen_ref)
select case when :clear::boolean then a.name else api.mask_name(a.name) end as name,
       case when :clear::boolean then a.personal_id else api.mask_id(a.personal_id) end as personal_id,
       case when :clear::boolean then a.phone else api.mask_phone(a.phone) end as phone,
       a.home_unit as unit, a.home_unit_name as unit_name, a.unit as away_unit, a.unit_name as away_unit_name,
       a.source as away_source, a.since as away_since, a.until as away_until, a.reason as away_reason,
       case when e.activated_on is not null then 'activated' when e.collected_on is not null then 'not-activated'
            when a.birth_date_to > day.day - interval '14 years' then 'under-14' else 'no-account' end as eid,
       e.not_activated_reason, coalesce(o.mismatches, 0) as open_mismatches, o.kinds as open_kinds
from away a
left join day on day.feed = 'eid-accounts'
left join api_full.clean_eid_accounts e on e.citizen_ref = a.citizen_ref and not coalesce(e.is_duplicate, false)
left join open o on o.citizen_ref = a.citizen_ref
where :unit::text is null
  or coalesce(a.home_unit, '') in (select b.unit from below b where b.upper = :unit::text)
  or a.unit in (select b.unit from below b where b.upper = :unit::text)
order by (e.activated_on is null and e.collected_on is not null) desc, coalesce(o.phone, false) desc,
         (e.activated_on is null) desc, coalesce(o.mismatches, 0) desc, a.unit, a.home_unit, a.personal_id;
