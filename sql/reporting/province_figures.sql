-- Figures of whole provinces, the three newest periods of each, for the page.
-- psql -f sql/reporting/province_figures.sql
select code, title, unit, unit_name, period, value, state, numerator, denominator, as_of, publish_id,
       reported, expected, shows, class, compared_with, change, comparison,
       compared_until::timestamp as compared_until
from (select i.*, row_number() over (partition by i.code, i.unit order by i.period desc) as age
      from api.indicator i
      where length(i.unit) = 2 and i.period ~ '^(all|\d{4}-\d\d)$') newest
where age <= 3
order by code, unit, period desc;
