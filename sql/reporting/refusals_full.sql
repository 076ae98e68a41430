-- The refused rows of a run in file order, with their own bytes.
-- psql -v run_id=42 -v limit=100 -f sql/reporting/refusals_full.sql
select run_id, feed, line_no, byte_offset, faults, raw
from api_full.refusal
where run_id = :run_id
order by line_no, byte_offset
limit :limit;
