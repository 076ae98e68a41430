-- Figures of whole provinces, the three newest periods of each, for the page.
-- psql -f sql/reporting/province_figures.sql
select code, title, unit, unit_name, period, value, state, numerator, denominator, as_of, publish_id,
       reported, expected
from (select i.*, row_number() over (partition by i.code, i.unit order by i.period desc) as age
      from api.indicator i
      where length(i.unit) = 2) newest
where age <= 3
order by code, unit, period desc;
