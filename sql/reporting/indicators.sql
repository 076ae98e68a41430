-- Figures in long form: one row per figure, unit and period.
-- psql -v code=null -v unit=null -v period=null -f sql/reporting/indicators.sql
select code, title, unit, unit_name, period, value, state, numerator, denominator, as_of, publish_id,
       reported, expected, shows, class, compared_with, change
from api.indicator
where (:code::text is null or code = :code::text)
  and (:unit::text is null or unit = :unit::text)
  and (:period::text is null or period = :period::text)
order by code, period desc nulls last, unit nulls first;
