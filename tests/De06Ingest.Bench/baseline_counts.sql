-- What the baseline found, as {kind: count}; not timed.
-- psql -At -f tests/De06Ingest.Bench/baseline_counts.sql
select json_object_agg(kind, n order by kind) from (
  select kind, count(*) as n from b_mismatch group by kind
  union all select 'unmatched', count(*) from b_unmatched
  union all select 'refused', count(*) from b_refused
  union all select 'duplicate', count(*) from b_duplicate
  union all select 'rows', count(*) from b_row
) counted;
