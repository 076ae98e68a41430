-- A run that may have been held, with the extract that it read.
-- psql -v run_id=42 -f sql/publishing/held_run.sql
select r.run_id as "RunId", r.feed as "Feed", r.state as "State", r.cause as "Cause", r.decision as "Decision", r.found_map as "FoundMap",
       e.sha256 as "Sha256", e.source_name as "SourceName", e.received_at as "ReceivedAt", e.as_of as "AsOf",
       e.proof as "Proof", e.files::text as "Files"
from core.run r left join core.extract e using (extract_id)
where r.run_id = :run_id;
