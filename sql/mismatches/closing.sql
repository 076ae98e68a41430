-- Open mismatches that the run looked at again and did not find: candidates for closing. Kinds that are found across the
-- set are closed by the run that asks for them, and by no other.
-- Needs the temporary tables known and finding_now; psql -v across=false -f sql/mismatches/closing.sql
create temporary table closing on commit drop as
select k.subject_id, k.kind, k.newest_record, false as present, false as keep
from known k
where k.state = 'open' and k.across = :across
  and not exists (select from finding_now f where f.subject_id = k.subject_id and f.kind = k.kind);
