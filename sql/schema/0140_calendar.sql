-- The calendar of working days: weekends, public holidays, and what the yearly decisions move.
-- Applied by `de06 migrate`, which also fills it; forward only, never edited after a release.

create table core.calendar_day (
  day date primary key,
  is_working boolean not null,
  working_no integer not null,
  due_day date not null,
  name text
);
comment on table core.calendar_day is 'Days of 2000 to 2049 and whether the State is at work on them; filled by `de06 migrate`.';
comment on column core.calendar_day.day is 'Day.';
comment on column core.calendar_day.is_working is 'False on weekends, public holidays, days off in their place, and where a decision says so.';
comment on column core.calendar_day.working_no is 'Working days since the first, this one included: the difference of two days is the working days after the one up to the other.';
comment on column core.calendar_day.due_day is 'Day on which a term ends that ends on this day: itself, or the next working day.';
comment on column core.calendar_day.name is 'Name of the holiday or of the decision; null for an ordinary day.';

create view api.calendar_day as select d.day, d.is_working, d.working_no, d.due_day, d.name from core.calendar_day d;
grant select on api.calendar_day to de06_reader, de06_reader_full;
comment on view api.calendar_day is 'Working days, weekends and public holidays of 2000 to 2049.';
comment on column api.calendar_day.day is 'Day.';
comment on column api.calendar_day.is_working is 'False on weekends, public holidays, days off in their place, and where a decision says so.';
comment on column api.calendar_day.working_no is 'Working days since the first, this one included: the difference of two days is the working days after the one up to the other.';
comment on column api.calendar_day.due_day is 'Day on which a term ends that ends on this day: itself, or the next working day.';
comment on column api.calendar_day.name is 'Name of the holiday or of the decision; null for an ordinary day.';
