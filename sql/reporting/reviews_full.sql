-- Pairs of a row and a citizen for a person to decide about, the most probable first, with clear values.
-- psql -v feed=null -v unit=null -v profile=null -v state="'pending'" -v limit=50 -f sql/reporting/reviews_full.sql
select review_no, feed, record_id, personal_id, state, method, probability::float8 as probability, profile, cause,
       unit, unit_name, decided_by, reason, decided_at
from api_full.link_review
where (:feed::text is null or feed = :feed::text)
  and (:unit::text is null or unit = :unit::text
       or coalesce(unit, '') in (select b.unit from api.unit_below b where b.upper = :unit::text))
  and (:profile::text is null or profile = :profile::text)
  and (:state::text is null or state = :state::text)
order by probability desc, feed, review_no
limit :limit;
