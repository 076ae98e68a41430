-- Open mismatches that the run looked at again and did not find: candidates for closing.
-- psql -v feed="'eid-accounts'" -v everything=true -f sql/mismatches/closing.sql
create temporary table closing on commit drop as
select m.subject_id, m.kind, m.newest_record, false as present, false as keep
from core.mismatch m
where m.feed = :feed and m.state = 'open'
  and (:everything or m.subject_id in (select t.subject_id from touched t)
       -- Two rows with one key and other content: no row of the table shows that this is over.
       or m.kind = 'duplicate-subject' and m.sector_value = 'other-content')
  and not exists (select from finding_now f where f.subject_id = m.subject_id and f.kind = m.kind);
