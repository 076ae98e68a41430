-- Pairs that wait for a person, by what agrees about them, so that many can be decided at once.
-- psql -v feed=null -f sql/reporting/review_profiles.sql
select feed, profile, cause, count(*) as pairs, min(probability)::float8 as least, max(probability)::float8 as most
from api.link_review
where state = 'pending' and (:feed::text is null or feed = :feed::text)
group by feed, profile, cause
order by pairs desc, feed, profile;
