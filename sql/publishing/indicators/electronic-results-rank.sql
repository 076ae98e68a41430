-- Rank by electronic results. Carried from outside, per publication.
-- psql -f sql/publishing/indicators/electronic-results-rank.sql
select '' as unit, t.record_id as record, coalesce(t.as_of_on, make_date(t.year::int, 12, 31)) as day,
       t.rank as numerator, 1::bigint as denominator
from api_full.clean_external_rankings t
where t.index = 'QĐ766-KQDT' and t.rank is not null and (t.home_unit is null or length(t.home_unit) = 2);
