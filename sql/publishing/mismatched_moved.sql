-- Subjects with an open mismatch, by unit, after a publish that looked at those in touched only: as the tally has them,
-- less what these had, with what they have.
-- Needs the tables known and known_after; psql -v feed="'eid-accounts'" -f sql/publishing/mismatched_moved.sql
create temporary table mismatched_now on commit drop as
select n.unit, sum(n.number)::bigint as number
from (select t.unit, t.mismatched as number from core.tally t where t.feed = :feed
      union all
      select b.unit, -1
      from (select distinct coalesce(k.unit, '') as unit, k.subject_id from known k where k.state = 'open') b
      union all
      select a.unit, 1
      from (select distinct coalesce(a.unit, '') as unit, a.subject_id from known_after a where a.state = 'open') a) n
group by n.unit having sum(n.number) > 0;
