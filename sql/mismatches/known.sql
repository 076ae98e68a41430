-- What the ledger has of the subjects that a run looks at: all of the feed's, or those in touched, looked up one by one.
-- It is asked before the run settles them (known), and where figures move with few rows once more after it (known_after).
-- Needs touched; psql -v feed="'eid-accounts'" -v everything=true -f sql/mismatches/known.sql
select m.subject_id, m.kind, m.state, m.sector_value, m.reference_value, m.unit, m.citizen_ref, m.record_count,
       m.newest_record, k.across
from (select m.* from core.mismatch m where :everything and m.feed = :feed
      union all
      select m.* from touched t
      cross join lateral (
        select m.* from core.mismatch m where m.feed = :feed and m.subject_id = t.subject_id offset 0) m
      where not :everything) m
join core.mismatch_kind k using (kind);
