-- Partitions of a clean table that a run attached and never published.
-- psql -v feed="'eid-accounts'" -v table="'clean.eid_accounts'" -f sql/publishing/unpublished_generations.sql
select p.generation
from (select substring(c.relname from '_g(\d+)$')::integer as generation
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass(:table)) p
where not exists (select from core.generation g where g.feed = :feed and g.generation = p.generation);
