-- A run that may have been held, with the extract that it read.
-- psql -v run_id=42 -f sql/publishing/held_run.sql
select r.run_id, r.feed, r.state, r.cause, r.decision, e.sha256, e.bytes, e.source_name, e.received_at, e.as_of, e.proof,
       e.files::text as files
from core.run r left join core.extract e using (extract_id)
where r.run_id = :run_id;
