-- The weekly lists of what is still limited, one for each unit: what was made, whether it was written, who took it.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.weekly_list (
  week text collate "C" not null check (week ~ '^\d{4}-W\d{2}$'),
  unit text collate "C" not null,
  unit_name text not null,
  data_until date,
  rows integer not null check (rows >= 0),
  file_name text,
  content bytea,
  sha256 text,
  made_at timestamptz not null,
  written_at timestamptz,
  taken_at timestamptz,
  taken_by text,
  primary key (week, unit),
  check ((rows > 0) = (content is not null) and (content is null) = (file_name is null)
     and (content is null) = (sha256 is null)),
  check (content is not null or (written_at is null and taken_at is null)),
  check ((taken_at is null) = (taken_by is null))
);
comment on table core.weekly_list is
  'The list of what is still limited in a unit, made once a week; made and kept before its file is written, so that a file is never of two states.';
comment on column core.weekly_list.week is 'ISO week in which it was made, such as 2026-W31.';
comment on column core.weekly_list.unit is 'Unit on the map in force then.';
comment on column core.weekly_list.unit_name is 'Its name.';
comment on column core.weekly_list.data_until is 'Day of the newest data in it.';
comment on column core.weekly_list.rows is 'Matters in it; 0 when nothing is limited in the unit, which then has no file.';
comment on column core.weekly_list.file_name is 'Name of its file in the unit''s folder of the outbox.';
comment on column core.weekly_list.content is 'The file, byte for byte.';
comment on column core.weekly_list.sha256 is 'SHA-256 of the file.';
comment on column core.weekly_list.made_at is 'When it was made.';
comment on column core.weekly_list.written_at is 'When its file stood in the outbox; null before.';
comment on column core.weekly_list.taken_at is 'When the unit confirmed that it has taken it.';
comment on column core.weekly_list.taken_by is 'Who confirmed it.';

create view api.weekly_list as
select l.week, l.unit, l.unit_name, l.data_until, l.rows, l.file_name, l.sha256, l.made_at, l.written_at, l.taken_at,
       l.taken_by,
       case when l.rows = 0 then 'nothing' when l.taken_at is not null then 'taken'
            when l.written_at is null then 'unwritten' else 'waiting' end as list_state
from core.weekly_list l;
grant select on api.weekly_list to de06_reader, de06_reader_full;
comment on view api.weekly_list is 'The weekly lists of what is still limited, by week and unit: made, written, taken.';
comment on column api.weekly_list.week is 'ISO week in which it was made, such as 2026-W31.';
comment on column api.weekly_list.unit is 'Unit on the map in force then.';
comment on column api.weekly_list.unit_name is 'Its name.';
comment on column api.weekly_list.data_until is 'Day of the newest data in it.';
comment on column api.weekly_list.rows is 'Matters in it; 0 when nothing is limited in the unit, which then has no file.';
comment on column api.weekly_list.file_name is 'Name of its file in the unit''s folder of the outbox.';
comment on column api.weekly_list.sha256 is 'SHA-256 of the file.';
comment on column api.weekly_list.made_at is 'When it was made.';
comment on column api.weekly_list.written_at is 'When its file stood in the outbox; null before.';
comment on column api.weekly_list.taken_at is 'When the unit confirmed that it has taken it.';
comment on column api.weekly_list.taken_by is 'Who confirmed it.';
comment on column api.weekly_list.list_state is 'nothing, unwritten, waiting or taken.';
