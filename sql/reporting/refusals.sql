-- The refused rows of a run in file order, masked.
-- psql -v run_id=42 -v limit=100 -f sql/reporting/refusals.sql
select run_id, feed, line_no, byte_offset, faults, raw_masked
from api.refusal
where run_id = :run_id
order by line_no, byte_offset
limit :limit;
