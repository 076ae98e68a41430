-- What the ledger has of the subjects about which a rule across the set was asked again: all of the feed's, or the subjects
-- and kinds in touched.
-- Needs the temporary table touched; psql -v feed="'eid-accounts'" -v everything=true -f sql/mismatches/known_across.sql
create temporary table known on commit drop as
select m.subject_id, m.kind, m.state, m.sector_value, m.reference_value, m.unit, m.citizen_ref, m.record_count,
       m.newest_record
from core.mismatch m
where m.feed = :feed and m.kind in (select k.kind from core.mismatch_kind k where k.across)
  and (:everything or exists (select from touched t where t.subject_id = m.subject_id and t.kind = m.kind));
