-- The downstream surface: masks, roles, and the views of schema api and api_full.
-- Applied by `de06 migrate`; forward only, never edited after a release. Columns are only ever added.

do $$
declare role_name text;
begin
  -- Roles belong to the whole cluster, so another database may have made them already.
  foreach role_name in array array['de06_reader', 'de06_reader_full'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;
grant usage on schema api to de06_reader, de06_reader_full;
grant usage on schema api_full to de06_reader_full;

create function api.mask_id(value text) returns text language sql immutable parallel safe as
$$ select left(value, 3) || repeat('•', greatest(length(value) - 5, 0)) || right(value, 2) $$;
comment on function api.mask_id(text) is 'Number of a person: first three and last two digits.';

create function api.mask_phone(value text) returns text language sql immutable parallel safe as
$$ select case when length(value) < 8 then '•••' else left(value, length(value) - 7) || '••••' || right(value, 3) end $$;
comment on function api.mask_phone(text) is 'Phone: prefix and last three digits.';

create function api.mask_name(value text) returns text language sql immutable parallel safe as
$$ select string_agg(left(word, 1) || '•••', ' ' order by place)
   from unnest(string_to_array(value, ' ')) with ordinality as words(word, place) $$;
comment on function api.mask_name(text) is 'Name: first letter of each word.';

create function api.mask_key(value text) returns text language sql immutable parallel safe as
$$ select case when length(value) <= 4 then repeat('•', length(value))
          else left(value, 2) || repeat('•', length(value) - 4) || right(value, 2) end $$;
comment on function api.mask_key(text) is 'Business key: first and last two characters.';

create function api.mask_text(value text) returns text language sql immutable parallel safe as
$$ select case when value is not null then '•••' end $$;
comment on function api.mask_text(text) is 'Free text: only whether it is there.';

create function api.mask_day(value date, is_last boolean) returns date language sql immutable parallel safe as
$$ select case when is_last then (date_trunc('year', value) + interval '1 year - 1 day')::date
          else date_trunc('year', value)::date end $$;
comment on function api.mask_day(date, boolean) is 'Birth date: only its year, as first or last day of it.';

create function api.mask_value(kind text, value text) returns text language sql immutable parallel safe as
$$ select case
     when value is null then null
     when kind like 'phone-%' then api.mask_phone(value)
     when kind like 'name-%' then api.mask_name(value)
     when kind = 'birth-date-differs' then left(value, 4) || '-••-••'
     when kind in ('sex-differs', 'home-unit-differs', 'deceased-active') then value
     when kind in ('id-malformed', 'not-in-reference') then api.mask_id(value)
     else api.mask_key(value) end $$;
comment on function api.mask_value(text, text) is 'Value of a mismatch, masked by its kind.';

create view api_full.unit as
select distinct on (u.code) u.code, u.name, u.level, u.parent, u.map
from core.unit u order by u.code, u.map desc;
create view api.unit as select * from api_full.unit;

create view api.publish as
select r.publish_id, r.feed, r.run_id, r.way, r.as_of, r.ended_at as published_at, r.reference_id,
       c.publish_id is not null as is_current
from core.run r left join core.feed_current c using (publish_id) where r.publish_id is not null;

create view api.run as
select r.run_id, r.feed, r.state, r.trigger, r.started_at, r.ended_at, r.as_of, r.rows_in, r.accepted, r.refused,
       r.duplicate, r.matched, r.unmatched, r.changed, r.vanished, r.cause, r.publish_id, r.review, r.way, r.detail,
       r.lines_in, r.furniture, e.source_name, e.sha256, e.proof
from core.run r left join core.extract e using (extract_id);

create view api.feed_health as
select f.feed, f.title, f.owner, f.schedule, f.fresh_within,
       seen.as_of,
       l.run_id as last_run_id, l.state as last_state, l.ended_at as last_ended_at, p.ended_at as last_published_at,
       coalesce(seen.as_of < now() - f.fresh_within, true) as is_stale,
       coalesce(m.open_mismatches, 0) as open_mismatches,
       case when c.feed is null then 'never'
            when l.state in ('held', 'refused', 'failed') then l.state
            when seen.as_of < now() - f.fresh_within then 'stale'
            else 'fresh' end as state,
       c.publish_id, c.rows
from core.feed f
left join core.feed_current c using (feed)
left join lateral (select max(r.as_of) as as_of from core.run r
                   where r.feed = f.feed and r.state in ('published', 'unchanged')) seen on true
left join lateral (select r.* from core.run r where r.feed = f.feed order by r.run_id desc limit 1) l on true
left join core.run p on p.run_id = c.run_id
left join lateral (select count(*) as open_mismatches from core.mismatch m
                   where m.feed = f.feed and m.state = 'open') m on true;

create view api_full.mismatch as
select m.feed, m.subject_id as subject, m.kind, k.title_vi as kind_title, k.severity, k.corrects, m.state,
       m.sector_value, m.reference_value, m.unit, u.name as unit_name, m.record_count, m.newest_record, m.first_seen,
       coalesce(m.last_seen, c.as_of) as last_seen, m.opened_run, m.closed_run, m.how, m.citizen_ref,
       coalesce(m.confirmed_publish, c.publish_id) as confirmed_publish, m.mismatch_no, m.reopened, m.ignored_by,
       m.ignored_reason
from core.mismatch m
join core.mismatch_kind k using (kind)
left join core.feed_current c using (feed)
left join api_full.unit u on u.code = m.unit;
create view api.mismatch as
select m.feed, api.mask_key(m.subject) as subject, m.kind, m.kind_title, m.severity, m.corrects, m.state,
       api.mask_value(m.kind, m.sector_value) as sector_value,
       api.mask_value(m.kind, m.reference_value) as reference_value,
       m.unit, m.unit_name, m.record_count, api.mask_key(m.newest_record) as newest_record, m.first_seen, m.last_seen,
       m.opened_run, m.closed_run, m.how, m.citizen_ref, m.confirmed_publish, m.mismatch_no, m.reopened
from api_full.mismatch m;

create view api.indicator_definition as
select code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds
from core.indicator_definition;
create view api.indicator as
select v.code, d.title_vi as title, v.unit, u.name as unit_name, v.period, v.value, v.state, v.numerator, v.denominator,
       v.as_of, v.publish_id
from core.indicator_value v join core.indicator_definition d using (code) left join api_full.unit u on u.code = v.unit;
create view api.period as
select distinct v.period,
       case when v.period = 'all' then 'to-date' when length(v.period) = 4 then 'year' else 'month' end as kind,
       case when v.period ~ '^\d{4}-\d{2}$' then (v.period || '-01')::date
            when v.period ~ '^\d{4}$' then (v.period || '-01-01')::date end as first_day,
       case when v.period ~ '^\d{4}-\d{2}$' then ((v.period || '-01')::date + interval '1 month - 1 day')::date
            when v.period ~ '^\d{4}$' then (v.period || '-12-31')::date end as last_day
from core.indicator_value v;

create view api.tally as
select t.feed, t.unit, u.name as unit_name, t.records, t.matched, t.unmatched, t.mismatched
from core.tally t left join api_full.unit u on u.code = t.unit;

create view api_full.refusal as
select f.run_id, r.feed, f.line_no, f.byte_offset, f.faults, f.raw, f.refusal_no, f.file_name
from core.refusal f join core.run r using (run_id);
create view api.refusal as
select f.run_id, f.feed, f.line_no, f.byte_offset, f.faults, '•••'::text as raw_masked, f.refusal_no, f.file_name,
       length(f.raw) as raw_bytes
from api_full.refusal f;

do $$
declare
  view_name text;
begin
  foreach view_name in array array['unit', 'mismatch', 'refusal'] loop
    execute format('grant select on api_full.%I to de06_reader_full', view_name);
  end loop;
  foreach view_name in array array['unit', 'publish', 'run', 'feed_health', 'mismatch', 'indicator_definition',
    'indicator', 'period', 'tally', 'refusal'] loop
    execute format('grant select on api.%I to de06_reader, de06_reader_full', view_name);
  end loop;
end $$;

-- What each view and column means, for whoever opens them in a tool.
comment on view api.unit is 'Administrative units by code, each from the newest map that has it.';
comment on column api.unit.code is 'Official code.';
comment on column api.unit.name is 'Vietnamese name with its kind.';
comment on column api.unit.level is 'province, district, ward, commune, township or special-zone.';
comment on column api.unit.parent is 'Code of the unit above; null for a province.';
comment on column api.unit.map is 'Map, named by the month it came into force.';
comment on view api.publish is 'Every state that readers have seen.';
comment on column api.publish.publish_id is 'Publish.';
comment on column api.publish.feed is 'Feed.';
comment on column api.publish.run_id is 'Run that published.';
comment on column api.publish.way is 'new-generation, in-place or recheck.';
comment on column api.publish.as_of is 'Time that its data describes.';
comment on column api.publish.published_at is 'When readers began to see it.';
comment on column api.publish.reference_id is 'Reference publish that it was compared with.';
comment on column api.publish.is_current is 'Readers see it now.';
comment on view api.run is 'Runs: how each ended and what it counted.';
comment on column api.run.run_id is 'Run.';
comment on column api.run.feed is 'Feed.';
comment on column api.run.state is 'Where the run stands or how it ended.';
comment on column api.run.trigger is 'schedule, command, reference or demo.';
comment on column api.run.started_at is 'When it took the lease.';
comment on column api.run.ended_at is 'When it came to rest.';
comment on column api.run.as_of is 'Time that its data describes.';
comment on column api.run.rows_in is 'Rows read: accepted, refused and duplicate.';
comment on column api.run.accepted is 'Rows that became records: matched, in review and unmatched.';
comment on column api.run.refused is 'Rows that are malformed or unusable.';
comment on column api.run.duplicate is 'Rows whose key already stood in the extract, or in a newer delivery.';
comment on column api.run.matched is 'Accepted rows with a citizen.';
comment on column api.run.unmatched is 'Accepted rows without a citizen.';
comment on column api.run.changed is 'New or changed records.';
comment on column api.run.vanished is 'Records that are no longer in the extract.';
comment on column api.run.cause is 'Stable code of why it was held, refused or failed.';
comment on column api.run.publish_id is 'Publish; null when it published nothing.';
comment on column api.run.review is 'Accepted rows whose match awaits a person.';
comment on column api.run.way is 'new-generation, in-place or recheck.';
comment on column api.run.detail is 'Header names, limits and shares behind the cause.';
comment on column api.run.lines_in is 'Lines of the extract: rows and furniture.';
comment on column api.run.furniture is 'Letterhead, header, blank and footer lines.';
comment on column api.run.source_name is 'File name or URL as the sender called it.';
comment on column api.run.sha256 is 'Hash of the delivered bytes.';
comment on column api.run.proof is 'How completeness was shown.';
comment on view api.feed_health is 'Every feed: how fresh it is and how its last run ended.';
comment on column api.feed_health.feed is 'Feed.';
comment on column api.feed_health.title is 'Vietnamese title.';
comment on column api.feed_health.owner is 'Agency that owns the sector system.';
comment on column api.feed_health.schedule is 'Quartz cron expression in Asia/Ho_Chi_Minh; null when run by hand.';
comment on column api.feed_health.fresh_within is 'Age beyond which the feed is stale.';
comment on column api.feed_health.as_of is 'Newest time that the source has shown, changed or unchanged.';
comment on column api.feed_health.last_run_id is 'Newest run.';
comment on column api.feed_health.last_state is 'How it ended.';
comment on column api.feed_health.last_ended_at is 'When it ended.';
comment on column api.feed_health.last_published_at is 'When readers last got a new state.';
comment on column api.feed_health.is_stale is 'Older than agreed, or never published.';
comment on column api.feed_health.open_mismatches is 'Open mismatches.';
comment on column api.feed_health.state is 'never, held, refused, failed, stale or fresh.';
comment on column api.feed_health.publish_id is 'Publish that readers see.';
comment on column api.feed_health.rows is 'Rows that readers see.';
comment on view api.mismatch is 'The ledger: one row per feed, subject and kind; values are masked.';
comment on column api.mismatch.feed is 'Feed.';
comment on column api.mismatch.subject is 'Who it is about: the subject''s key in the feed.';
comment on column api.mismatch.kind is 'Stable code of the kind.';
comment on column api.mismatch.kind_title is 'Vietnamese title of the kind.';
comment on column api.mismatch.severity is '1 blocks a service, 2 must be corrected, 3 a matter of form.';
comment on column api.mismatch.corrects is 'Side that should correct by default.';
comment on column api.mismatch.state is 'open, resolved, vanished or ignored.';
comment on column api.mismatch.sector_value is 'What the sector says.';
comment on column api.mismatch.reference_value is 'What the reference says.';
comment on column api.mismatch.unit is 'Unit code of the record that shows it.';
comment on column api.mismatch.unit_name is 'Name of the unit.';
comment on column api.mismatch.record_count is 'Records of the subject that show it.';
comment on column api.mismatch.newest_record is 'Newest of them.';
comment on column api.mismatch.first_seen is 'As-of that first showed it.';
comment on column api.mismatch.last_seen is 'As-of that last confirmed it.';
comment on column api.mismatch.opened_run is 'Run that opened it, or reopened it last.';
comment on column api.mismatch.closed_run is 'Run that closed it; null while open.';
comment on column api.mismatch.how is 'How it closed: fixed, gone or ignore.';
comment on column api.mismatch.citizen_ref is 'Keyed pseudonym of the citizen; joins across feeds.';
comment on column api.mismatch.confirmed_publish is 'Publish that last confirmed it.';
comment on column api.mismatch.mismatch_no is 'Number that stays when it is reopened.';
comment on column api.mismatch.reopened is 'How often it came back.';
comment on view api.indicator_definition is 'What each figure means.';
comment on column api.indicator_definition.code is 'Stable code.';
comment on column api.indicator_definition.title_vi is 'Vietnamese title.';
comment on column api.indicator_definition.title_en is 'English title.';
comment on column api.indicator_definition.numerator_vi is 'What is counted, in Vietnamese.';
comment on column api.indicator_definition.denominator_vi is 'What it is divided by, in Vietnamese.';
comment on column api.indicator_definition.basis is 'Named basis of the denominator.';
comment on column api.indicator_definition.rounding is 'round (half away from zero) or truncate.';
comment on column api.indicator_definition.decimals is 'Decimals of the percentage.';
comment on column api.indicator_definition.feeds is 'Feeds it rests on.';
comment on view api.indicator is 'Figures in long form, per unit and period.';
comment on column api.indicator.code is 'Figure.';
comment on column api.indicator.title is 'Vietnamese title.';
comment on column api.indicator.unit is 'Unit code: commune, or two digits for the province.';
comment on column api.indicator.unit_name is 'Name of the unit.';
comment on column api.indicator.period is 'yyyy-MM, yyyy, or "all" for a state to date.';
comment on column api.indicator.value is 'Percent, rounded as defined; null unless state is value.';
comment on column api.indicator.state is 'value, not-applicable, not-reported or incomplete.';
comment on column api.indicator.numerator is 'Numerator.';
comment on column api.indicator.denominator is 'Denominator.';
comment on column api.indicator.as_of is 'As-of of the data when the value last changed.';
comment on column api.indicator.publish_id is 'Publish that last changed it.';
comment on view api.period is 'Periods that any figure has.';
comment on column api.period.period is 'yyyy-MM, yyyy, or "all".';
comment on column api.period.kind is 'month, year or to-date.';
comment on column api.period.first_day is 'First day; null for a state to date.';
comment on column api.period.last_day is 'Last day; null for a state to date.';
comment on view api.tally is
  'Per feed and unit: records, with and without a citizen, and subjects with an open mismatch.';
comment on column api.tally.feed is 'Feed.';
comment on column api.tally.unit is 'Unit code as the records state it; empty when they state none.';
comment on column api.tally.unit_name is 'Name of the unit.';
comment on column api.tally.records is 'Records.';
comment on column api.tally.matched is 'Records with a citizen.';
comment on column api.tally.unmatched is 'Records without.';
comment on column api.tally.mismatched is 'Subjects with an open mismatch.';
comment on view api.refusal is 'Rows that could not become records.';
comment on column api.refusal.run_id is 'Run.';
comment on column api.refusal.feed is 'Feed.';
comment on column api.refusal.line_no is 'Line of the file, from 1.';
comment on column api.refusal.byte_offset is 'Offset of the record in the unpacked file.';
comment on column api.refusal.faults is 'Stable codes of everything that is wrong with the row.';
comment on column api.refusal.raw_masked is 'Stands for the bytes that came.';
comment on column api.refusal.refusal_no is 'Order in the extract, from 1.';
comment on column api.refusal.file_name is 'File of the extract.';
comment on column api.refusal.raw_bytes is 'Length of the original bytes.';
comment on view api_full.unit is 'Administrative units by code, each from the newest map that has it.';
comment on column api_full.unit.code is 'Official code.';
comment on column api_full.unit.name is 'Vietnamese name with its kind.';
comment on column api_full.unit.level is 'province, district, ward, commune, township or special-zone.';
comment on column api_full.unit.parent is 'Code of the unit above; null for a province.';
comment on column api_full.unit.map is 'Map, named by the month it came into force.';
comment on view api_full.mismatch is 'The ledger: one row per feed, subject and kind; values are clear.';
comment on column api_full.mismatch.feed is 'Feed.';
comment on column api_full.mismatch.subject is 'Who it is about: the subject''s key in the feed.';
comment on column api_full.mismatch.kind is 'Stable code of the kind.';
comment on column api_full.mismatch.kind_title is 'Vietnamese title of the kind.';
comment on column api_full.mismatch.severity is '1 blocks a service, 2 must be corrected, 3 a matter of form.';
comment on column api_full.mismatch.corrects is 'Side that should correct by default.';
comment on column api_full.mismatch.state is 'open, resolved, vanished or ignored.';
comment on column api_full.mismatch.sector_value is 'What the sector says.';
comment on column api_full.mismatch.reference_value is 'What the reference says.';
comment on column api_full.mismatch.unit is 'Unit code of the record that shows it.';
comment on column api_full.mismatch.unit_name is 'Name of the unit.';
comment on column api_full.mismatch.record_count is 'Records of the subject that show it.';
comment on column api_full.mismatch.newest_record is 'Newest of them.';
comment on column api_full.mismatch.first_seen is 'As-of that first showed it.';
comment on column api_full.mismatch.last_seen is 'As-of that last confirmed it.';
comment on column api_full.mismatch.opened_run is 'Run that opened it, or reopened it last.';
comment on column api_full.mismatch.closed_run is 'Run that closed it; null while open.';
comment on column api_full.mismatch.how is 'How it closed: fixed, gone or ignore.';
comment on column api_full.mismatch.citizen_ref is 'Keyed pseudonym of the citizen; joins across feeds.';
comment on column api_full.mismatch.confirmed_publish is 'Publish that last confirmed it.';
comment on column api_full.mismatch.mismatch_no is 'Number that stays when it is reopened.';
comment on column api_full.mismatch.reopened is 'How often it came back.';
comment on column api_full.mismatch.ignored_by is 'Person who ignored it.';
comment on column api_full.mismatch.ignored_reason is 'Reason given.';
comment on view api_full.refusal is 'Rows that could not become records; values are clear.';
comment on column api_full.refusal.run_id is 'Run.';
comment on column api_full.refusal.feed is 'Feed.';
comment on column api_full.refusal.line_no is 'Line of the file, from 1.';
comment on column api_full.refusal.byte_offset is 'Offset of the record in the unpacked file.';
comment on column api_full.refusal.faults is 'Stable codes of everything that is wrong with the row.';
comment on column api_full.refusal.raw is 'Original bytes, less forbidden columns; personal data.';
comment on column api_full.refusal.refusal_no is 'Order in the extract, from 1.';
comment on column api_full.refusal.file_name is 'File of the extract.';
