-- Working days from the receipt of the first step to the end of the last, per completed linked dossier.
-- psql -f sql/publishing/indicators/linked-procedure-days.sql
-- The day of receipt does not count, the least is 1. Days that the calendar does not hold are counted as they are.
select coalesce(d.home_unit, '') as unit, d.record_id as record, d.done as day,
       greatest(1, coalesce(e.working_no - b.working_no, d.done - d.begun))::bigint as numerator,
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
) d
left join api.calendar_day b on b.day = d.begun
left join api.calendar_day e on e.day = d.done;
