-- Money saved a year. Carried from outside, per publication.
-- psql -f sql/publishing/indicators/essential-savings.sql
select '' as unit, t.record_id as record, coalesce(t.as_of_on, make_date(t.year::int, 12, 31)) as day,
       t.amount as numerator, 1::bigint as denominator
from api_full.clean_external_rankings t
where t.index = 'TIET-KIEM' and t.amount is not null and (t.home_unit is null or length(t.home_unit) = 2);
