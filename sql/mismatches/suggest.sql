-- Makes the suggestions for the citizens in due equal to those in suggested; gives how many came, changed or went.
-- Needs the temporary tables due, wanted and suggested.
-- psql -v feed="'eid-accounts'" -v run_id=42 -f sql/mismatches/suggest.sql
with gone as (
  delete from core.suggestion s
  where s.feed = :feed
    and (s.citizen_ref in (select d.citizen_ref from due d)
         or not exists (select from wanted w where w.subject_id = s.subject_id and w.field = s.field))
    and not exists (select from suggested n
                    where n.subject_id = s.subject_id and n.field = s.field and n.rank = s.rank)
  returning 1
), come as (
  insert into core.suggestion as s (feed, subject_id, field, rank, citizen_ref, value, confidence, feeds, since, others,
                                    holders, run_id)
  select :feed, n.subject_id, n.field, n.rank, n.citizen_ref, n.value, n.confidence, n.feeds, n.since, n.others,
         n.holders, :run_id
  from suggested n
  on conflict (feed, subject_id, field, rank) do update
  set citizen_ref = excluded.citizen_ref, value = excluded.value, confidence = excluded.confidence,
      feeds = excluded.feeds, since = excluded.since, others = excluded.others, holders = excluded.holders,
      run_id = excluded.run_id
  where (s.citizen_ref, s.value, s.confidence, s.feeds, s.since, s.others, s.holders)
    is distinct from (excluded.citizen_ref, excluded.value, excluded.confidence, excluded.feeds, excluded.since,
                      excluded.others, excluded.holders)
  returning 1
)
select (select count(*) from gone) + (select count(*) from come);
