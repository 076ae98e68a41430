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
