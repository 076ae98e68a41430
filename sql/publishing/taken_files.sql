-- Files of a feed that a run has brought to rest, by name, size and the newest time they had.
-- psql -v feed="'eid-accounts'" -f sql/publishing/taken_files.sql
select f ->> 'Name' as name, (f ->> 'Bytes')::bigint as bytes, max(e.received_at) as received_at
from core.extract e
join core.run r using (extract_id)
cross join jsonb_array_elements(e.files) f
where e.feed = :feed
  and (r.state in ('published', 'unchanged', 'superseded', 'held', 'refused') or r.decision = 'discard')
group by 1, 2;
