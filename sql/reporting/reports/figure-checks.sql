-- Figures that a careful reader would doubt: a part above its whole, a month far from the unit's own history (of a
-- state to date, which grows, what the month added), units that have not reported.
-- psql -v unit=null -f sql/reporting/reports/figure-checks.sql
with cell as (
  select i.*, d.not_above, d.owner, d.shows as form, d.counts
  from api.indicator i join api.indicator_definition d using (code)
  -- What is in no unit (CODE@MAP) has no history and nobody who reports.
  where not api.is_elsewhere(i.unit)
    and (:unit::text is null or i.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))),
above as (
  select c.code, c.title, c.unit, c.unit_name, c.period, c.owner, 'above-its-whole' as finding,
         c.numerator::numeric as value, w.numerator::numeric as against, w.title as against_figure,
         c.not_above as against_code
  from cell c join api.indicator w on w.code = c.not_above and w.unit = c.unit and w.period = c.period
  where c.state = 'value' and w.state = 'value' and c.numerator > w.numerator
    and c.period in ('all', (select max(p.period) from api.period p where p.kind = 'year'))),
month as (
  select c.*, row_number() over (partition by c.code, c.unit order by c.period desc) as age,
         case when c.counts = 'todate' then c.value - lag(c.value) over (partition by c.code, c.unit order by c.period)
              else c.value end as told
  from cell c
  where c.period ~ '^\d{4}-\d\d$' and c.state = 'value' and c.form = 'percent' and c.denominator >= 20
    and c.period < to_char((select max(h.as_of) from api.feed_health h) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')),
history as (
  select m.code, m.unit, count(*) as months, percentile_cont(0.5) within group (order by m.told::float8) as usual
  from month m where m.age between 2 and 13 and m.told is not null group by m.code, m.unit having count(*) >= 4),
spread as (
  select h.*, percentile_cont(0.5) within group (order by abs(m.told::float8 - h.usual)) as deviation
  from history h join month m using (code, unit) where m.age between 2 and 13
  group by h.code, h.unit, h.months, h.usual),
-- 1.4826 makes a median deviation comparable with a standard deviation (of a normal distribution).
outlier as (
  select m.code, m.title, m.unit, m.unit_name, m.period, m.owner,
         case m.counts when 'todate' then 'moved-unlike-before' else 'far-from-history' end as finding, m.told as value,
         round(s.usual::numeric, 2) as against, null::text as against_figure, null::text as against_code
  from month m join spread s using (code, unit)
  where m.age = 1 and abs(m.told - s.usual::numeric) > greatest(5, 3.5 * 1.4826 * s.deviation::numeric)),
silent as (
  select c.code, c.title, c.unit, c.unit_name, c.period, c.owner,
         case c.state when 'incomplete' then 'incomplete' else 'not-reported' end as finding,
         c.reported::numeric as value, c.expected::numeric as against, null::text as against_figure,
         null::text as against_code
  from cell c
  where c.state in ('incomplete', 'not-reported')
    and c.period = (select max(n.period) from cell n where n.code = c.code and n.period ~ '^\d{4}-\d\d$'))
select f.unit, f.unit_name, f.code as figure_code, f.title as figure, f.period, f.finding, f.value, f.against,
       f.against_figure, f.owner, nullif(d.title_en, '') as figure_en, nullif(a.title_en, '') as against_figure_en
from (select * from above union all select * from outlier union all select * from silent) f
join api.indicator_definition d using (code)
left join api.indicator_definition a on a.code = f.against_code
order by array_position(array['above-its-whole', 'incomplete', 'not-reported', 'far-from-history',
                              'moved-unlike-before'], f.finding),
         length(f.unit), abs(f.value - f.against) desc nulls last, f.unit, f.code, f.period;
