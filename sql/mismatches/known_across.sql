-- What the ledger has of the subjects and kinds in touched, about which a rule across the set was asked again.
-- Needs touched; psql -v feed="'eid-accounts'" -f sql/mismatches/known_across.sql
select m.subject_id, m.kind, m.state, m.sector_value, m.reference_value, m.unit, m.citizen_ref, m.record_count,
       m.newest_record, k.across
from core.mismatch m
join core.mismatch_kind k using (kind)
where m.feed = :feed and k.across
  and exists (select from touched t where t.subject_id = m.subject_id and t.kind = m.kind);
