-- Tables that earlier runs of this feed left in schema stage; only for the run that holds the lease now.
-- psql -v feed="'eid-accounts'" -v run_id=42 -f sql/publishing/left_tables.sql
select c.relname::text as table
from pg_class c
join core.run r on r.run_id = substring(c.relname from '^run_(\d+)(_touched)?$')::bigint
where c.relnamespace = 'stage'::regnamespace and c.relkind = 'r' and r.feed = :feed and r.run_id < :run_id;
