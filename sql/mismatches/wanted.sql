-- Subjects whose field is wrong by an open mismatch, or by one that a person set aside, with the values that it shows.
-- psql -v feed="'eid-accounts'" -f sql/mismatches/wanted.sql
create temporary table wanted on commit drop as
select m.subject_id, k.field, min(m.citizen_ref::text)::uuid as citizen_ref,
       coalesce(array_agg(m.sector_value order by m.kind) filter (where m.sector_value is not null), '{}') as wrong,
       array_agg(m.kind order by m.kind) as kinds
from core.mismatch m join core.mismatch_kind k using (kind)
where m.feed = :feed and m.state in ('open', 'ignored') and k.field is not null and m.citizen_ref is not null
group by m.subject_id, k.field;
