-- What the ledger has of the subjects that the run looked at again: all of the feed's, or those in touched, which are few
-- and looked up one by one. Kinds that are found across the set are settled after it.
-- Needs the temporary table touched; psql -v feed="'eid-accounts'" -v everything=true -f sql/mismatches/known.sql
create temporary table known on commit drop as
select m.subject_id, m.kind, m.state, m.sector_value, m.reference_value, m.unit, m.citizen_ref, m.record_count,
       m.newest_record
from (select m.* from core.mismatch m where :everything and m.feed = :feed
      union all
      select m.* from touched t
      cross join lateral (
        select m.* from core.mismatch m where m.feed = :feed and m.subject_id = t.subject_id offset 0) m
      where not :everything) m
where m.kind not in (select k.kind from core.mismatch_kind k where k.across);
