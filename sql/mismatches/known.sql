-- What the ledger has of the subjects that the run looked at again: all of the feed's, or those in touched, which are
-- looked up one by one when they are few. Kinds that are found across the set are settled after it.
-- Needs touched; psql -v feed="'eid-accounts'" -v everything=true -v few=false -f sql/mismatches/known.sql
create temporary table known on commit drop as
select m.subject_id, m.kind, m.state, m.sector_value, m.reference_value, m.unit, m.citizen_ref, m.record_count,
       m.newest_record
from (select m.* from core.mismatch m
      where not :few and m.feed = :feed and (:everything or m.subject_id in (select t.subject_id from touched t))
      union all
      select m.* from touched t
      cross join lateral (
        select m.* from core.mismatch m where m.feed = :feed and m.subject_id = t.subject_id offset 0) m
      where :few) m
where m.kind not in (select k.kind from core.mismatch_kind k where k.across);
