-- Values suggested for the open mismatches of a feed, the surest first, with clear values.
-- psql -v feed="'eid-accounts'" -v unit=null -v field=null -v least=0 -v limit=50 -f sql/reporting/suggestions_full.sql
select mismatch_no, feed, subject::text as subject, kind, field, rank, value, confidence, feeds, since, others, holders,
       unit, unit_name, citizen_ref::text as citizen_ref
from api_full.suggestion
where feed = :feed
  and (:unit::text is null or unit = :unit::text
       or coalesce(unit, '') in (select b.unit from api.unit_below b where b.upper = :unit::text))
  and (:field::text is null or field = :field::text)
  and confidence >= :least
order by confidence desc, mismatch_no, rank
limit :limit;
