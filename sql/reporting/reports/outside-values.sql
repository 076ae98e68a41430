-- What others have published of our figures (a ministry, an earlier report) beside ours of the same period, with the gap.
-- psql -v unit=null -f sql/reporting/reports/outside-values.sql
with outside as (
  select r.record_id, r.indicator, coalesce(n.unit, nullif(r.home_unit, ''), s.unit) as unit, r.source, r.published_on,
         coalesce(r.as_of_on, make_date(r.year::integer, 12, 31)) as as_of_on, round(r.score / 100.0, 2) as value
  from api.clean_external_rankings r
  left join api.unit_now n on n.map = r.unit_map and n.code = r.home_unit
  left join api.served_province s on true
  where nullif(r.indicator, '') is not null and r.score is not null),
period as (
  select p.period, p.last_day from api.period p where p.last_day is not null
    and p.kind in ('month', 'quarter', 'half-year', 'nine-months', 'year'))
select o.unit, coalesce(i.unit_name, (select u.name from api.unit u where u.code = o.unit)) as unit_name,
       o.indicator as figure_code, coalesce(i.title, d.title_vi) as figure, o.as_of_on, i.period,
       o.source, o.published_on, o.value as outside_value, i.value,
       case when d.basis <> 'not-stated' then round(i.value - o.value, 2) end as gap,
       case when d.code is null then 'figure-unknown' when i.value is null then 'no-own-value'
            when d.basis = 'not-stated' then 'not-comparable' when i.value = o.value then 'equal' else 'differs' end
         as outside_state, nullif(d.title_en, '') as figure_en
from outside o
left join api.indicator_definition d on d.code = o.indicator
-- To date any period that ends on the day says the same; within a period, the longest one is meant.
left join lateral (
  select v.* from api.indicator v join period p on p.period = v.period
  where v.code = o.indicator and v.unit = o.unit and v.state = 'value' and p.last_day = o.as_of_on
  order by length(v.period), v.period limit 1) i on true
where :unit::text is null or o.unit in (select b.unit from api.unit_below b where b.upper = :unit::text)
order by gap nulls last, o.unit, o.indicator, o.as_of_on desc;
