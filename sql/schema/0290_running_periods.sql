-- A period that still runs is compared with the same days of the earlier period, and with nothing where these are not
-- known; what has ended is compared as a whole.
-- English texts of feeds and of what a figure is divided by.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create function core.first_day(period text) returns date language sql immutable parallel safe as
$$ select case when period ~ '^\d{4}-\d\d$' then (period || '-01')::date
     when period ~ '^\d{4}(-9M|-H1|-Q1)?$' then (left(period, 4) || '-01-01')::date
     when period ~ '-Q[2-4]$' then make_date(left(period, 4)::integer, right(period, 1)::integer * 3 - 2, 1)
     when period ~ '-H2$' then (left(period, 4) || '-07-01')::date
     when period ~ 'R$' then ((left(period, 7) || '-15')::date - interval '1 month')::date
     when period ~ '-W' then to_date(period, 'IYYY-"W"IW') end $$;
comment on function core.first_day(text) is 'First day of a period; null for one to date.';

create function core.last_day(period text) returns date language sql immutable parallel safe as
$$ select case when period ~ '^\d{4}-\d\d$' then ((period || '-01')::date + interval '1 month - 1 day')::date
     when period ~ '^\d{4}$|-H2$|-Q4$' then (left(period, 4) || '-12-31')::date
     when period ~ '-H1$|-Q2$' then (left(period, 4) || '-06-30')::date
     when period ~ '-Q1$' then (left(period, 4) || '-03-31')::date
     when period ~ '-9M$|-Q3$' then (left(period, 4) || '-09-30')::date
     when period ~ 'R$' then (left(period, 7) || '-14')::date
     when period ~ '-W' then to_date(period, 'IYYY-"W"IW') + 6 end $$;
comment on function core.last_day(text) is 'Last day of a period; null for one to date.';

create or replace view api.period as
select distinct v.period,
       case when v.period = 'all' then 'to-date' when v.period ~ '^\d{4}$' then 'year' when v.period ~ 'R$' then 'regime-month'
            when v.period ~ '-Q' then 'quarter' when v.period ~ '-H' then 'half-year' when v.period ~ '-9M$' then 'nine-months'
            when v.period ~ '-W' then 'week' else 'month' end as kind,
       core.first_day(v.period) as first_day, core.last_day(v.period) as last_day
from core.indicator_value v;

create table core.indicator_earlier (
  code text collate "C" not null references core.indicator_definition,
  unit text collate "C" not null,
  period text collate "C" not null,
  compared_with text collate "C" not null,
  until date not null,
  numerator bigint not null,
  denominator bigint not null,
  state text not null,
  primary key (code, unit, period)
) with (fillfactor = 50);
comment on table core.indicator_earlier is 'What the records of the same days came to in the earlier period, for periods that still run.';
comment on column core.indicator_earlier.code is 'Figure.';
comment on column core.indicator_earlier.unit is 'Unit code.';
comment on column core.indicator_earlier.period is 'Period that still runs.';
comment on column core.indicator_earlier.compared_with is 'The earlier period.';
comment on column core.indicator_earlier.until is 'Last of its days that count.';
comment on column core.indicator_earlier.numerator is 'Numerator of these days.';
comment on column core.indicator_earlier.denominator is 'Denominator of these days.';
comment on column core.indicator_earlier.state is 'As core.indicator_value.state.';

-- Counts that were kept before do not tell the days of the earlier period apart.
delete from core.figure_count;

create or replace view api.indicator as
with seen as (
  select r.feed, max(r.as_of) as as_of from core.run r where r.state in ('published', 'unchanged') group by r.feed)
select v.code, d.title_vi as title, v.unit, u.name as unit_name, v.period, v.value, v.state, v.numerator, v.denominator,
       v.as_of, v.publish_id, v.reported, v.expected, d.shows, d.class,
       c.period as compared_with,
       case when v.state <> 'value' or c.state <> 'value' or c.comparison is not distinct from 'period-runs' then null
            when d.shows = 'percent' then round(100.0 * v.numerator / nullif(v.denominator, 0)
              - 100.0 * c.numerator / nullif(c.denominator, 0), d.decimals)
            when d.shows = 'days' then round(1.0 * v.numerator / nullif(v.denominator, 0)
              - 1.0 * c.numerator / nullif(c.denominator, 0), d.decimals)
            else v.value - c.value end as change,
       c.comparison, c.until as compared_until
from core.indicator_value v join core.indicator_definition d using (code)
left join api_full.unit u on u.code = v.unit
left join (
  select d.code, max((s.as_of at time zone 'Asia/Ho_Chi_Minh')::date) as day
  from core.indicator_definition d join seen s on s.feed = any(d.feeds) group by d.code) data on data.code = v.code
-- The share of a part of a year may be held against that of a whole one, as the year before is named so; a number of
-- things may not, nor may a month's be held against a year's.
cross join lateral (
  select core.comparator(v.period, d.compare_with) as period,
         d.counts = 'inperiod' and d.shows in ('number', 'money') as is_count) k
cross join lateral (
  select d.counts = 'inperiod' and data.day < core.last_day(v.period)
         and (k.is_count or d.compare_with <> 'previous-year') as runs) r
left join core.indicator_earlier e
  on r.runs and (e.code, e.unit, e.period) = (v.code, v.unit, v.period)
left join core.indicator_value w
  on (w.code, w.unit, w.period) = (v.code, v.unit, k.period) and d.basis <> 'not-stated'
  and not (k.is_count and length(w.period) <> length(v.period))
cross join lateral (
  select coalesce(e.compared_with, w.period) as period, e.until,
         case when e.code is not null then e.state else w.state end as state,
         case when e.code is not null then e.numerator else w.numerator end as numerator,
         case when e.code is not null then e.denominator else w.denominator end as denominator,
         case when e.code is not null then e.numerator else w.value end as value,
         case when e.code is not null then 'same-days' when w.code is null then null
              when r.runs then 'period-runs' else 'whole' end as comparison) c;
comment on column api.indicator.compared_with is 'Period that it is compared with; null when there is none.';
comment on column api.indicator.change is 'Difference to that period, of a percentage in points; null when one of them is no value, and while the period runs and the same days of the earlier one are not known.';
comment on column api.indicator.comparison is 'whole (period with period), same-days (the period still runs: with the same days of the earlier one) or period-runs (it still runs, and these are not known); null without comparator.';
comment on column api.indicator.compared_until is 'Of same-days: last day of the earlier period that counts.';

alter table core.indicator_definition add column denominator_en text not null default '';
comment on column core.indicator_definition.denominator_en is 'What it is divided by, in English.';
create or replace view api.indicator_definition as
select code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds, class, utility, owner,
       shows, counts, within, not_above, compare_with, lower_is_better,
       denominator_en
from core.indicator_definition;
comment on column api.indicator_definition.denominator_en is 'What it is divided by, in English.';

alter table core.feed add column title_en text not null default '';
comment on column core.feed.title_en is 'English title.';
create or replace view api.feed_health as
select f.feed, f.title, f.owner, f.schedule, f.fresh_within,
       seen.as_of,
       l.run_id as last_run_id, l.state as last_state, l.ended_at as last_ended_at, p.ended_at as last_published_at,
       coalesce(seen.as_of < clock.moment - f.fresh_within, true) as is_stale,
       coalesce(m.open_mismatches, 0) as open_mismatches,
       case when c.feed is null then 'never'
            when l.state in ('held', 'refused', 'failed') then l.state
            when seen.as_of < clock.moment - f.fresh_within then 'stale'
            else 'fresh' end as state,
       c.publish_id, c.rows, nullif(f.title_en, '') as title_en
from core.feed f
cross join (select now() + api.clock_shift() as moment) clock
left join core.feed_current c using (feed)
left join lateral (select max(r.as_of) as as_of from core.run r
                   where r.feed = f.feed and r.state in ('published', 'unchanged')) seen on true
left join lateral (select r.* from core.run r where r.feed = f.feed order by r.run_id desc limit 1) l on true
left join core.run p on p.run_id = c.run_id
left join lateral (select count(*) as open_mismatches from core.mismatch m
                   where m.feed = f.feed and m.state = 'open') m on true;
comment on column api.feed_health.title_en is 'English title.';
