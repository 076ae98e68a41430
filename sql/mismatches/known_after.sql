-- What the ledger has of the subjects in touched, now that it is settled; with the kinds that are found across the set,
-- which are settled after it.
-- Needs the temporary table touched; psql -v feed="'eid-accounts'" -f sql/mismatches/known_after.sql
create temporary table known_after on commit drop as
select m.*, k.across
from touched t
cross join lateral (
  select m.* from core.mismatch m where m.feed = :feed and m.subject_id = t.subject_id offset 0) m
join core.mismatch_kind k on k.kind = m.kind;
