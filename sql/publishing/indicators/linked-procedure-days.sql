-- Working days from the receipt of the first step to the end of the last, per completed linked dossier.
-- psql -f sql/publishing/indicators/linked-procedure-days.sql
-- Monday to Friday are counted in weeks since a Monday (2000-01-03); the day of receipt does not count, the least is 1.
-- Holidays are not known here.
select coalesce(d.home_unit, '') as unit, d.record_id as record, d.done as day,
       greatest(1, (d.done - date '2000-01-03') / 7 * 5 + least((d.done - date '2000-01-03') % 7 + 1, 5)
         - ((d.begun - date '2000-01-03') / 7 * 5 + least((d.begun - date '2000-01-03') % 7 + 1, 5)))::bigint
           as numerator,
       1::bigint as denominator
from (
  select t.home_unit, t.record_id, (f.received_at at time zone 'Asia/Ho_Chi_Minh')::date as begun,
         (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done
  from api_full.clean_linked_birth_steps t
  join api_full.clean_linked_birth_steps f on f.record_no = t.record_no and f.step = 'birth'
  where t.step = 'health-card' and t.completed_at is not null and f.received_at is not null
  union all
  select t.home_unit, t.record_id, (f.received_at at time zone 'Asia/Ho_Chi_Minh')::date as begun,
         (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done
  from api_full.clean_linked_death_steps t
  join api_full.clean_linked_death_steps f on f.record_no = t.record_no and f.step = 'death'
  where t.step = 'funeral-aid' and t.completed_at is not null and f.received_at is not null
) d;
