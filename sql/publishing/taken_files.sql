-- Files of a feed that a run has brought to rest, by name and size.
-- psql -v feed="'eid-accounts'" -f sql/publishing/taken_files.sql
select distinct f ->> 'Name' as name, (f ->> 'Bytes')::bigint as bytes
from core.extract e
join core.run r using (extract_id)
cross join jsonb_array_elements(e.files) f
where e.feed = :feed and r.state in ('published', 'unchanged', 'superseded', 'held', 'refused');
