-- Candidates who registered online / candidates, by day of registration.
-- psql -f sql/publishing/indicators/exam-registration-online.sql
-- one row each of: exam-candidates
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.registered_on as day,
       (case when t.registered_by = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.registered_by = 'online' then null else coalesce(t.registered_by, 'not-stated') end as cause
from api_full.clean_exam_candidates t;
