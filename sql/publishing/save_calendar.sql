-- Makes the calendar of working days hold these days; days that are as they were are left alone.
-- psql -v days="array['2026-01-01']" -v working="array[false]" -v numbers="array[0]" -v due="array['2026-01-05']" \
--   -v names="array['Tết']" -f sql/publishing/save_calendar.sql
insert into core.calendar_day (day, is_working, working_no, due_day, name)
select n.day, n.is_working, n.working_no, n.due_day, n.name
from unnest(:days::date[], :working::boolean[], :numbers::integer[], :due::date[], :names::text[])
  as n (day, is_working, working_no, due_day, name)
on conflict (day) do update set is_working = excluded.is_working, working_no = excluded.working_no,
  due_day = excluded.due_day, name = excluded.name
where (calendar_day.is_working, calendar_day.working_no, calendar_day.due_day, calendar_day.name)
  is distinct from (excluded.is_working, excluded.working_no, excluded.due_day, excluded.name);
