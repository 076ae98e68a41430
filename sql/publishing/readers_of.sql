-- Transactions that are reading a table now.
-- psql -v table="'clean.eid_accounts'" -f sql/publishing/readers_of.sql
select l.virtualtransaction
from pg_locks l join pg_stat_activity a using (pid)
where l.relation = to_regclass(:table) and l.mode = 'AccessShareLock' and l.pid <> pg_backend_pid()
  and l.database = (select d.oid from pg_database d where d.datname = current_database())
  and coalesce(a.state, 'active') = 'active';
