-- Brings the tally of a feed up to date from tally_now and the open mismatches; equal rows are not written.
-- Needs the temporary table tally_now; psql -v feed="'eid-accounts'" -f sql/publishing/tally.sql
with mismatched as (
  select s.unit, count(*) as number
  from (select coalesce(m.unit, '') as unit, m.subject_id
        from core.mismatch m where m.feed = :feed and m.state = 'open' group by 1, 2) s
  group by 1
), now as (
  select coalesce(n.unit, m.unit) as unit, coalesce(n.records, 0) as records, coalesce(n.matched, 0) as matched,
         coalesce(n.unmatched, 0) as unmatched, coalesce(m.number, 0) as mismatched
  from tally_now n full join mismatched m using (unit)
), gone as (
  delete from core.tally t where t.feed = :feed and not exists (select from now n where n.unit = t.unit)
)
insert into core.tally as t (feed, unit, records, matched, unmatched, mismatched)
select :feed, n.unit, n.records, n.matched, n.unmatched, n.mismatched from now n
where not exists (select from core.tally t where t.feed = :feed and t.unit = n.unit
  and (t.records, t.matched, t.unmatched, t.mismatched) = (n.records, n.matched, n.unmatched, n.mismatched))
on conflict (feed, unit) do update
set records = excluded.records, matched = excluded.matched, unmatched = excluded.unmatched,
    mismatched = excluded.mismatched;
