-- One finding per subject and kind, with the newest record and how many records show it.
-- Needs the temporary table finding; psql -f sql/mismatches/finding_now.sql
create temporary table finding_now on commit drop as
select distinct on (f.subject_id, f.kind)
       f.subject_id, f.kind, f.record_id as newest_record, f.sector_value, f.reference_value, f.unit, f.citizen_ref,
       (count(*) over (partition by f.subject_id, f.kind))::integer as record_count
from finding f
order by f.subject_id, f.kind, f.record_id desc;
