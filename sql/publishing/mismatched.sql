-- Subjects with an open mismatch, by unit.
-- psql -v feed="'eid-accounts'" -f sql/publishing/mismatched.sql
create temporary table mismatched_now on commit drop as
select s.unit, count(*) as number
from (select coalesce(m.unit, '') as unit, m.subject_id
      from core.mismatch m where m.feed = :feed and m.state = 'open' group by 1, 2) s
group by 1;
