-- Points of the openness group of QĐ 766 / points that it may give. Carried from outside, per publication.
-- psql -f sql/publishing/indicators/publicity-index.sql
select '' as unit, t.record_id as record, coalesce(t.as_of_on, make_date(t.year::int, 12, 31)) as day,
       t.score as numerator, t.score_max as denominator
from api_full.clean_external_rankings t
where t.index = 'QĐ766-CKMB' and t.score is not null and t.score_max > 0
         and (t.home_unit is null or length(t.home_unit) = 2);
