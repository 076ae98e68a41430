-- The refused rows of all runs in the order in which they came, with their own bytes.
-- psql -f sql/reporting/all_refusals.sql
select run_id, feed, file_name, line_no, byte_offset, faults, raw
from api_full.refusal
order by run_id, refusal_no;
