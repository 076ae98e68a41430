-- "Còn hạn chế" of the week, per unit, each by name: figures below their target, late models, tasks, findings and
-- connections, fields with overdue dossiers, and the tenth of units with most open mismatches for their records.
-- psql -v unit=null -f sql/reporting/reports/still-limited.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h where h.as_of is not null),
newest as (select max(day.day) as day from day),
asked as (select coalesce(:unit::text, (select p.unit from api.served_province p)) as unit),
place as (select b.unit, b.unit_name from asked join api.unit_below b on b.upper = asked.unit and b.unit_name is not null),
-- An assigned target counts before an own one.
target as (
  select distinct on (t.indicator, unit) t.indicator, coalesce(n.unit, nullif(t.home_unit, ''), s.unit) as unit,
         case t.value_kind when 'share' then t.value / 100.0 else t.value end as value, t.due_on,
         t.value_kind <> 'share' as is_count
  from api.clean_targets t
  left join api.unit_now n on n.map = t.unit_map and n.code = t.home_unit
  left join api.served_province s on true
  cross join newest
  where coalesce(t.from_on, newest.day) <= newest.day
  order by t.indicator, unit, t.origin = 'assigned' desc, t.due_on desc nulls last),
figure as (
  select distinct on (t.indicator, t.unit) t.unit, t.indicator, i.title, nullif(d.title_en, '') as title_en,
         i.state, v.value, i.period, t.value as target, t.due_on, d.owner, case when d.lower_is_better then t.value - v.value else v.value - t.value end as gap,
         t.is_count
  from target t
  join api.indicator i on i.code = t.indicator and i.unit = t.unit
  -- A number of things as the target of a percentage is one of its numerator.
  cross join lateral (select case when t.is_count and i.shows = 'percent' then i.numerator else i.value end as value) v
  -- What is divided by nobody knows what is never compared.
  join api.indicator_definition d on d.code = t.indicator and d.basis <> 'not-stated'
  order by t.indicator, t.unit, i.period = 'all' desc, i.period = to_char(t.due_on, 'YYYY') desc nulls last,
           i.period desc),
record as (
  select t.unit, sum(t.records) as records from api.tally t where t.matched + t.unmatched > 0 group by t.unit),
mismatch as (
  select m.unit, count(*) filter (where m.state = 'open') as open,
         count(*) filter (where (m.first_seen at time zone 'Asia/Ho_Chi_Minh')::date <= newest.day - 7
           and (m.closed_run is null or (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date > newest.day - 7)) as week_ago
  from api.mismatch m cross join newest left join api.run r on r.run_id = m.closed_run
  where m.state <> 'ignored' group by m.unit),
crowded as (
  select p.unit, m.open, m.week_ago, round(1000.0 * m.open / nullif(r.records, 0), 2) as per_thousand,
         percent_rank() over (order by coalesce(m.open, 0)::numeric / nullif(r.records, 0) nulls first) as rank
  from api.unit_below p
  left join mismatch m using (unit)
  left join record r using (unit)
  where p.upper = (select s.unit from api.served_province s) and p.is_lowest),
-- What has no unit of its own is the province's.
work as (
  select 'models' as feed, m.record_no, m.title, m.leader, m.home_unit, m.unit_map, m.status, m.due_on
  from api.clean_models m
  union all
  select 'tasks', t.record_no, t.title, t.leader, t.home_unit, t.unit_map, t.status, t.due_on from api.clean_tasks t
  union all
  select 'inspection-findings', f.record_no, f.title, f.leader, f.home_unit, f.unit_map, f.status, f.due_on
  from api.clean_inspection_findings f
  union all
  select 'required-connections', c.record_no, c.title, c.leader, null, null, c.status, c.due_on
  from api.clean_required_connections c),
late as (
  select coalesce(n.unit, nullif(w.home_unit, ''), s.unit) as unit, w.feed, w.record_no, w.title, w.leader, w.due_on,
         day.day - w.due_on as days_late
  from work w join day on day.feed = w.feed
  left join api.unit_now n on n.map = w.unit_map and n.code = w.home_unit
  left join api.served_province s on true
  where coalesce(w.status, '') <> 'done' and w.due_on < day.day),
dossier as (
  select w.system, w.field, w.home_unit, w.unit_map, w.status, coalesce(c.due_day, w.due_on) as due_on, w.returned_at
  from (
    select 'service-dossiers' as system, d.field, d.home_unit, d.unit_map, d.status, d.due_on, d.returned_at
    from api.clean_service_dossiers d
    union all
    select 'police-dossiers', d.field, d.home_unit, d.unit_map, d.status, d.due_on, d.returned_at
    from api.clean_police_dossiers d) w
  left join api.calendar_day c on c.day = w.due_on),
overdue as (
  select coalesce(n.unit, nullif(d.home_unit, ''), s.unit) as unit, d.system, d.field, day.day,
         count(*) filter (where d.returned_at is null and d.due_on < day.day
           and coalesce(d.status, '') not in ('done', 'returned', 'stopped', 'rejected', 'supplement')) as overdue,
         count(*) filter (where d.due_on < day.day - 7
           and coalesce((d.returned_at at time zone 'Asia/Ho_Chi_Minh')::date, day.day) > day.day - 7
           and coalesce(d.status, '') not in ('done', 'stopped', 'rejected', 'supplement')) as week_ago,
         min(d.due_on) filter (where d.returned_at is null
           and coalesce(d.status, '') not in ('done', 'returned', 'stopped', 'rejected', 'supplement')) as due_on
  from dossier d join day on day.feed = d.system
  left join api.unit_now n on n.map = d.unit_map and n.code = d.home_unit
  left join api.served_province s on true
  group by 1, 2, 3, 4),
matter as (
  select f.unit, case when f.state = 'value' then 'below-target' else 'figure-' || f.state end as matter,
         null as kind, f.indicator as code, f.title, f.title_en, f.owner as leader, f.value,
         (select i.change from api.indicator i where i.code = f.indicator and i.unit = f.unit and i.period = f.period
            and not (f.is_count and i.shows = 'percent')) as change, null::bigint as week_ago, f.target, f.gap,
         f.due_on, null::integer as days_late, coalesce(f.due_on < newest.day, false) as is_late
  from figure f cross join newest
  where f.state in ('not-reported', 'incomplete') or (f.state = 'value' and f.gap < 0)
  union all
  select l.unit, 'late-work', l.feed, l.record_no, l.title, null, l.leader, null, null, null, null, null, l.due_on,
         l.days_late, true
  from late l
  union all
  select o.unit, 'overdue-dossiers', o.system, null, o.field, null, null, o.overdue, null, o.week_ago, null, null,
         o.due_on, o.day - o.due_on, true
  from overdue o where o.overdue > 0
  union all
  select c.unit, 'open-mismatches', 'per-thousand-records', null, null, null, null, c.open, null, c.week_ago, null,
         c.per_thousand, null, null, false
  from crowded c where c.rank >= 0.9 and c.open > 0)
select to_char(newest.day, 'IYYY-"W"IW') as week, p.unit, p.unit_name, m.matter, m.kind as matter_kind,
       m.code as matter_code, m.title as matter_subject, m.value as matter_value, m.week_ago as matter_week_ago, m.change,
       round(m.target, 2) as target, round(m.gap, 2) as gap, m.due_on, m.days_late, m.is_late,
       (select u.owner from api.unit_on_map u where u.code = p.unit order by u.map desc limit 1) as owner,
       m.leader as matter_leader,
       count(*) over (partition by p.unit) as matters_of_unit, m.title_en as matter_subject_en
from matter m join place p using (unit) cross join newest
order by matters_of_unit desc, p.unit,
         array_position(array['late-work', 'overdue-dossiers', 'below-target', 'figure-not-reported',
                              'figure-incomplete', 'open-mismatches'], m.matter),
         m.is_late desc, m.days_late desc nulls last, m.gap, m.kind, m.code, m.title;
