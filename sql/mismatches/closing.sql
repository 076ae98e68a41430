-- Open mismatches that the run looked at again and did not find: candidates for closing.
-- Needs the temporary tables known and finding_now; psql -f sql/mismatches/closing.sql
create temporary table closing on commit drop as
select k.subject_id, k.kind, k.newest_record, false as present, false as keep
from known k
where k.state = 'open'
  and not exists (select from finding_now f where f.subject_id = k.subject_id and f.kind = k.kind);
