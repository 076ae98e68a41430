-- Mismatches of the ledger, newest first, masked.
-- psql -v feed=null -v kind=null -v unit=null -v state="'open'" -v limit=50 -f sql/reporting/mismatches.sql
select feed, subject::text as subject, kind, kind_title, severity::text as severity, corrects, state,
       sector_value, reference_value,
       unit, unit_name, record_count, newest_record::text as newest_record, first_seen, last_seen, opened_run,
       closed_run, how, citizen_ref::text as citizen_ref, mismatch_no,
       match_method, match_probability::float8 as match_probability,
       (select s.value from api.suggestion s where s.mismatch_no = m.mismatch_no and s.rank = 1) as suggestion,
       (select s.confidence from api.suggestion s where s.mismatch_no = m.mismatch_no and s.rank = 1)
         as suggestion_confidence
from api.mismatch m
where (:feed::text is null or feed = :feed::text)
  and (:kind::text is null or kind = :kind::text)
  and (:unit::text is null or unit = :unit::text
       or coalesce(unit, '') in (select b.unit from api.unit_below b where b.upper = :unit::text))
  and (:state::text is null or state = :state::text)
order by first_seen desc nulls last, feed, subject, kind
limit :limit;
