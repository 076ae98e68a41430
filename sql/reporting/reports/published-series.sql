-- Figures of earlier periods as they were published, each with its source, beside ours of the same period and unit.
-- psql -v unit=null -f sql/reporting/reports/published-series.sql
with published as (
  select f.record_id, f.indicator, coalesce(n.unit, nullif(f.home_unit, ''), s.unit) as unit,
         f.of_period as period,
         case f.value_kind when 'share' then round(f.value / 100.0, 2) else f.value end as value, f.word, f.source,
         f.title, f.link, f.published_on
  from api.clean_published_figures f
  left join api.unit_now n on n.map = f.unit_map and n.code = f.home_unit
  left join api.served_province s on true)
select p.unit, (select b.unit_name from api.unit_below b where b.upper = p.unit and b.unit = p.unit) as unit_name,
       p.indicator as figure_code, d.title_vi as figure, p.period, p.word as bound_word, p.value as published_value,
       p.value - lag(p.value) over series as published_change, i.value,
       case when d.basis <> 'not-stated' and p.word is null then round(i.value - p.value, 2) end as gap,
       case when d.code is null then 'figure-unknown' when i.value is null then 'no-own-value'
            when d.basis = 'not-stated' or p.word is not null then 'not-comparable'
            when i.value = p.value then 'equal' else 'differs' end as outside_state,
       p.source, p.title as source_title, p.link, p.published_on, nullif(d.title_en, '') as figure_en
from published p
left join api.indicator_definition d on d.code = p.indicator
left join api.indicator i on i.code = p.indicator and i.unit = p.unit and i.period = p.period and i.state = 'value'
left join api.period t on t.period = p.period
where :unit::text is null or p.unit in (select b.unit from api.unit_below b where b.upper = :unit::text)
window series as (partition by p.unit, p.indicator, t.kind order by p.period, p.published_on, p.record_id)
order by p.indicator, p.unit, p.period, p.published_on, p.record_id;
