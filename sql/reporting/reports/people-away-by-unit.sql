-- eID activation per unit with all accounts and without the accounts of people who are away.
-- psql -v unit=null -f sql/reporting/reports/people-away-by-unit.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed = 'residence-events'),
below as materialized (select b.upper, b.unit from api.unit_below b),
stay as (
  select e.citizen_ref, coalesce(n.unit, e.destination) as unit
  from api.clean_residence_events e
  join day on day.feed = 'residence-events'
  left join api.unit_now n on n.map = e.unit_map and n.code = e.destination
  where e.citizen_ref is not null and e.kind in ('temporary', 'absence', 'short-stay')
    and (e.destination is not null or e.kind = 'absence')
    and coalesce(e.from_on, day.day) <= day.day and coalesce(e.until_on, day.day) >= day.day
    and not exists (select from api.clean_residence_events l
                    where l.citizen_ref = e.citizen_ref and l.kind = 'permanent' and l.from_on > e.from_on)
  union all
  select w.citizen_ref, coalesce(n.unit, w.work_place)
  from api.clean_workers w
  left join api.unit_now n on n.map = w.unit_map and n.code = w.work_place
  where w.citizen_ref is not null and w.employment = 'employed' and w.work_place is not null),
away as (
  select distinct s.citizen_ref
  from stay s
  join api.clean_population p on p.citizen_ref = s.citizen_ref and coalesce(p.status, '') <> 'dead'
  left join api.unit_now h on h.map = p.unit_map and h.code = p.home_unit
  where not exists (select from below b where b.upper = s.unit and b.unit = coalesce(h.unit, p.home_unit, ''))
    and s.unit is distinct from coalesce(h.unit, p.home_unit, '')),
-- An account in no unit of the province counts in the province, as in the figure.
account as (
  select coalesce(i.unit, s.unit) as unit, (e.activated_on is not null)::int as active,
         (a.citizen_ref is not null)::int as away
  from api.clean_eid_accounts e
  left join api.unit_now n on n.map = e.unit_map and n.code = e.home_unit
  left join api.served_province s on true
  left join below i on i.upper = s.unit and i.unit = coalesce(n.unit, e.home_unit)
  left join away a on a.citizen_ref = e.citizen_ref
  where e.collected_on is not null),
counted as (
  select c.unit, count(*) as accounts, sum(c.active) as activated, sum(c.away) as away,
         sum(c.away * (1 - c.active)) as away_not_activated, sum(c.away * c.active) as away_activated
  from account c group by c.unit),
asked as (select coalesce(:unit::text, (select p.unit from api.served_province p)) as unit),
line as (
  select b.upper as unit, (select u.unit_name from api.unit_below u where u.upper = b.upper and u.unit = b.upper)
           as unit_name, 0 as is_part, sum(c.accounts) as accounts, sum(c.activated) as activated, sum(c.away) as away,
         sum(c.away_not_activated) as away_not_activated, sum(c.away_activated) as away_activated
  from asked join api.unit_below b on b.upper = asked.unit left join counted c on c.unit = b.unit
  group by b.upper
  union all
  select b.unit, b.unit_name, 1, c.accounts, c.activated, c.away, c.away_not_activated, c.away_activated
  from asked join api.unit_below b on b.upper = asked.unit and b.is_lowest and b.unit <> b.upper
  left join counted c on c.unit = b.unit)
select l.unit, l.unit_name, case when l.accounts is null then 'no-rows' else 'value' end as row_state,
       l.accounts, l.activated, round(100.0 * l.activated / nullif(l.accounts, 0), 2) as activated_percent,
       l.away, l.away_not_activated, l.accounts - l.away as accounts_without_away,
       round(100.0 * (l.activated - l.away_activated) / nullif(l.accounts - l.away, 0), 2)
         as activated_percent_without_away,
       round(100.0 * (l.activated - l.away_activated) / nullif(l.accounts - l.away, 0)
             - 100.0 * l.activated / nullif(l.accounts, 0), 2) as points_without_away
from line l
order by l.is_part, l.away_not_activated desc nulls first, l.unit;
