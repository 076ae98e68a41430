-- Rank in an index that others publish. Carried from outside, per publication.
-- psql -v index="'ASXH-TK'" -f sql/publishing/indicators/external-rank.sql
select '' as unit, t.record_id as record, coalesce(t.as_of_on, make_date(t.year::int, 12, 31)) as day,
       t.rank as numerator, 1::bigint as denominator
from api_full.clean_external_rankings t
where t.index = :index and t.rank is not null and (t.home_unit is null or length(t.home_unit) = 2);
