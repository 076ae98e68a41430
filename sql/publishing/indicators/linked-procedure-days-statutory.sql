-- Days that the law gave the steps before, as the source states them, per completed linked dossier.
-- psql -f sql/publishing/indicators/linked-procedure-days-statutory.sql
select coalesce(d.home_unit, '') as unit, d.record_id as record, d.done as day,
       d.statutory as numerator, 1::bigint as denominator
from (
  select t.home_unit, t.record_id, (f.received_at at time zone 'Asia/Ho_Chi_Minh')::date as begun,
         (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done,
         coalesce(f.statutory_days, 0) + coalesce(m.statutory_days, 0) + coalesce(t.statutory_days, 0) as statutory
  from api_full.clean_linked_birth_steps t
  join api_full.clean_linked_birth_steps f on f.record_no = t.record_no and f.step = 'birth'
  join api_full.clean_linked_birth_steps m on m.record_no = t.record_no and m.step = 'residence'
  where t.step = 'health-card' and t.completed_at is not null and f.received_at is not null
  union all
  select t.home_unit, t.record_id, (f.received_at at time zone 'Asia/Ho_Chi_Minh')::date as begun,
         (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done,
         coalesce(f.statutory_days, 0) + coalesce(m.statutory_days, 0) + coalesce(t.statutory_days, 0) as statutory
  from api_full.clean_linked_death_steps t
  join api_full.clean_linked_death_steps f on f.record_no = t.record_no and f.step = 'death'
  join api_full.clean_linked_death_steps m on m.record_no = t.record_no and m.step = 'residence-removal'
  where t.step = 'funeral-aid' and t.completed_at is not null and f.received_at is not null
) d;
