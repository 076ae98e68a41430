-- Figures as they were fixed, for the press: the newest version of every period, shares of fewer than five withheld.
-- psql -v unit=null -f sql/reporting/reports/press-sheet.sql
with newest as (
  select f.period, f.code, f.unit, max(f.version) as version from api.indicator_frozen f
  group by f.period, f.code, f.unit),
figure as (
  select f.*, d.shows, d.class, d.basis, d.denominator_vi, d.denominator_en, d.lower_is_better,
         nullif(d.title_en, '') as title_en, e.value as earlier_value,
         d.shows = 'percent' and f.denominator between 1 and 4 as is_small,
         (select u.level from api.unit u where u.code = f.unit) as level
  from newest n
  join api.indicator_frozen f using (period, code, unit, version)
  join api.indicator_definition d using (code)
  left join api.indicator_frozen e
    on e.period = f.period and e.code = f.code and e.unit = f.unit and e.version = f.version - 1)
select f.period, f.unit, f.unit_name, f.title as figure, case when not f.is_small then f.value end as value,
       f.shows as shown_as, case when f.is_small then 'withheld' else f.state end as figure_state,
       case when f.shows in ('percent', 'days') and not f.is_small then f.numerator end as numerator,
       case when f.shows in ('percent', 'days') and not f.is_small then f.denominator end as denominator, f.basis,
       case when f.shows in ('percent', 'days') then nullif(f.denominator_vi, '') end as basis_title, f.class as figure_class, f.as_of, f.version, f.frozen_at,
       case when f.version > 1 and not f.is_small then f.earlier_value end as earlier_value,
       case when f.version > 1 then f.reason end as restated_because,
       f.title_en as figure_en, nullif(f.denominator_en, '') as basis_title_en
from figure f
where not api.is_elsewhere(f.unit)
  and (:unit::text is null or f.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by f.frozen_at desc, f.period desc, f.level = 'province' desc nulls last, f.unit, f.title;
