-- One finding per subject and kind, with the newest record and how many records show it.
-- Where one row stands for one subject only duplicate-subject can be found twice, and the rest need no sorting.
-- Needs the temporary table finding; psql -v single=false -f sql/mismatches/finding_now.sql
select subject_id, kind, record_id as newest_record, sector_value, reference_value, unit, citizen_ref, 1 as record_count
from finding
where :single and kind <> 'duplicate-subject'
union all
select * from (
  select distinct on (subject_id, kind)
         subject_id, kind, record_id, sector_value, reference_value, unit, citizen_ref,
         (count(*) over (partition by subject_id, kind))::integer
  from finding
  where not :single or kind = 'duplicate-subject'
  order by subject_id, kind, record_id desc) several;
