-- Figures with class, form, comparator and versions; periods of all kinds; frozen figures.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.indicator_definition
  add column class text not null default 'computed',
  add column utility text not null default '',
  add column owner text not null default '',
  add column shows text not null default 'percent',
  add column counts text not null default 'inperiod',
  add column within text,
  add column not_above text,
  add column compare_with text,
  add column lower_is_better boolean not null default false;
comment on column core.indicator_definition.class is 'computed (from records), summed (from tallies), carried (from outside) or target-only.';
comment on column core.indicator_definition.utility is 'Which of the five groups of use of Project 06.';
comment on column core.indicator_definition.owner is 'Who answers for the figure.';
comment on column core.indicator_definition.shows is 'percent, number, money (dong), rank or days.';
comment on column core.indicator_definition.counts is 'inperiod, todate or latest: which records a period counts.';
comment on column core.indicator_definition.within is 'Figure that it is a part of.';
comment on column core.indicator_definition.not_above is 'Figure whose numerator its own may not exceed.';
comment on column core.indicator_definition.compare_with is 'previous-year, previous-period or same-period-last-year.';
comment on column core.indicator_definition.lower_is_better is 'A falling value is good.';

create table core.indicator_version (
  code text collate "C" not null references core.indicator_definition,
  version integer not null,
  definition_hash text not null,
  definition jsonb not null,
  publish_id uuid not null,
  since timestamptz not null default now(),
  primary key (code, version)
);
comment on table core.indicator_version is 'Every version of a figure''s definition that values were published with.';
comment on column core.indicator_version.code is 'Figure.';
comment on column core.indicator_version.version is '1 for the first.';
comment on column core.indicator_version.definition_hash is 'Hash of definition and statement.';
comment on column core.indicator_version.definition is 'The whole definition with its statement.';
comment on column core.indicator_version.publish_id is 'First publish that counted with it.';
comment on column core.indicator_version.since is 'When that was.';

create table core.indicator_freeze (
  period text collate "C" not null,
  version integer not null,
  frozen_at timestamptz not null default now(),
  frozen_by text not null,
  reason text not null,
  primary key (period, version)
);
comment on table core.indicator_freeze is 'Periods whose figures were fixed ("chốt số"); a restatement is a new version.';
comment on column core.indicator_freeze.period is 'Period.';
comment on column core.indicator_freeze.version is '1 for the first.';
comment on column core.indicator_freeze.frozen_at is 'When.';
comment on column core.indicator_freeze.frozen_by is 'By whom.';
comment on column core.indicator_freeze.reason is 'Why, in the words of that person.';

create table core.indicator_frozen (
  period text collate "C" not null,
  version integer not null,
  code text collate "C" not null,
  unit text collate "C" not null,
  value numeric,
  state text not null,
  numerator bigint,
  denominator bigint,
  reported integer,
  expected integer,
  as_of timestamptz not null,
  definition_version integer not null,
  rests_on jsonb not null,
  primary key (period, version, code, unit),
  foreign key (period, version) references core.indicator_freeze
);
comment on table core.indicator_frozen is 'Values as they were fixed.';
comment on column core.indicator_frozen.period is 'Period.';
comment on column core.indicator_frozen.version is 'Version of the freeze.';
comment on column core.indicator_frozen.code is 'Figure.';
comment on column core.indicator_frozen.unit is 'Unit code.';
comment on column core.indicator_frozen.value is 'Value then.';
comment on column core.indicator_frozen.state is 'State then.';
comment on column core.indicator_frozen.numerator is 'Numerator then.';
comment on column core.indicator_frozen.denominator is 'Denominator then.';
comment on column core.indicator_frozen.reported is 'Incomplete: units below that had reported.';
comment on column core.indicator_frozen.expected is 'Incomplete: units below that had to report.';
comment on column core.indicator_frozen.as_of is 'As-of of the data.';
comment on column core.indicator_frozen.definition_version is 'Version of the definition.';
comment on column core.indicator_frozen.rests_on is 'Publish of every feed that it rests on.';

create function core.comparator(period text, how text) returns text
language sql immutable parallel safe as
$$ select case
     when how = 'previous-year' and period ~ '^\d{4}' then (left(period, 4)::integer - 1)::text
     when how = 'same-period-last-year' and period ~ '^\d{4}' then (left(period, 4)::integer - 1)::text || substr(period, 5)
     when how is distinct from 'previous-period' then null
     when period ~ '^\d{4}$' then (period::integer - 1)::text
     when period ~ '^\d{4}-\d\d$' then to_char((period || '-01')::date - 1, 'YYYY-MM')
     when period ~ '^\d{4}-\d\dR$' then to_char((left(period, 7) || '-01')::date - 1, 'YYYY-MM') || 'R'
     when period ~ '-Q[2-4]$' then left(period, 6) || (right(period, 1)::integer - 1)
     when period ~ '-Q1$' then (left(period, 4)::integer - 1) || '-Q4'
     when period ~ '-H2$' then left(period, 6) || '1'
     when period ~ '-H1$' then (left(period, 4)::integer - 1) || '-H2'
     when period ~ '-9M$' then (left(period, 4)::integer - 1) || '-9M'
     when period ~ '-W\d\d$' then to_char(to_date(period, 'IYYY-"W"IW') - 7, 'IYYY-"W"IW')
   end $$;
comment on function core.comparator(text, text) is 'The period that a period is compared with.';

create or replace view api.indicator_definition as
select code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds, class, utility, owner,
       shows, counts, within, not_above, compare_with, lower_is_better
from core.indicator_definition;
comment on column api.indicator_definition.class is 'computed (from records), summed (from tallies), carried (from outside) or target-only.';
comment on column api.indicator_definition.utility is 'Which of the five groups of use of Project 06.';
comment on column api.indicator_definition.owner is 'Who answers for the figure.';
comment on column api.indicator_definition.shows is 'percent, number, money (dong), rank or days.';
comment on column api.indicator_definition.counts is 'inperiod, todate or latest: which records a period counts.';
comment on column api.indicator_definition.within is 'Figure that it is a part of.';
comment on column api.indicator_definition.not_above is 'Figure whose numerator its own may not exceed.';
comment on column api.indicator_definition.compare_with is 'previous-year, previous-period or same-period-last-year.';
comment on column api.indicator_definition.lower_is_better is 'A falling value is good.';

create or replace view api.indicator as
select v.code, d.title_vi as title, v.unit, u.name as unit_name, v.period, v.value, v.state, v.numerator, v.denominator,
       v.as_of, v.publish_id, v.reported, v.expected, d.shows, d.class, c.period as compared_with,
       case when v.state <> 'value' or c.state <> 'value' then null
            when d.shows = 'percent' then round(100.0 * v.numerator / nullif(v.denominator, 0)
              - 100.0 * c.numerator / nullif(c.denominator, 0), d.decimals)
            when d.shows = 'days' then round(1.0 * v.numerator / nullif(v.denominator, 0)
              - 1.0 * c.numerator / nullif(c.denominator, 0), d.decimals)
            else v.value - c.value end as change
from core.indicator_value v join core.indicator_definition d using (code) left join api_full.unit u on u.code = v.unit
left join core.indicator_value c
  on c.code = v.code and c.unit = v.unit and c.period = core.comparator(v.period, d.compare_with)
  and d.basis <> 'not-stated';
comment on column api.indicator.shows is 'percent, number, money (dong), rank or days.';
comment on column api.indicator.class is 'computed (from records), summed (from tallies), carried (from outside) or target-only.';
comment on column api.indicator.compared_with is 'Period that it is compared with; null when there is none.';
comment on column api.indicator.change is 'Difference to that period, of a percentage in points; null when one of them is no value.';

create or replace view api.period as
select distinct v.period,
       case when v.period = 'all' then 'to-date' when v.period ~ '^\d{4}$' then 'year' when v.period ~ 'R$' then 'regime-month'
            when v.period ~ '-Q' then 'quarter' when v.period ~ '-H' then 'half-year' when v.period ~ '-9M$' then 'nine-months'
            when v.period ~ '-W' then 'week' else 'month' end as kind,
       case when v.period ~ '^\d{4}-\d\d$' then (v.period || '-01')::date
            when v.period ~ '^\d{4}(-9M|-H1|-Q1)?$' then (left(v.period, 4) || '-01-01')::date
            when v.period ~ '-Q[2-4]$' then make_date(left(v.period, 4)::integer, right(v.period, 1)::integer * 3 - 2, 1)
            when v.period ~ '-H2$' then (left(v.period, 4) || '-07-01')::date
            when v.period ~ 'R$' then ((left(v.period, 7) || '-15')::date - interval '1 month')::date
            when v.period ~ '-W' then to_date(v.period, 'IYYY-"W"IW') end as first_day,
       case when v.period ~ '^\d{4}-\d\d$' then ((v.period || '-01')::date + interval '1 month - 1 day')::date
            when v.period ~ '^\d{4}$|-H2$|-Q4$' then (left(v.period, 4) || '-12-31')::date
            when v.period ~ '-H1$|-Q2$' then (left(v.period, 4) || '-06-30')::date
            when v.period ~ '-Q1$' then (left(v.period, 4) || '-03-31')::date
            when v.period ~ '-9M$|-Q3$' then (left(v.period, 4) || '-09-30')::date
            when v.period ~ 'R$' then (left(v.period, 7) || '-14')::date
            when v.period ~ '-W' then to_date(v.period, 'IYYY-"W"IW') + 6 end as last_day
from core.indicator_value v;
comment on column api.indicator.period is 'As api.period: 2024-06, 2024-Q2, 2024-H1, 2024-9M, 2024, or "all" for a state to date.';
comment on column api.period.period is '2024-06, 2024-06R (15 May to 14 June), 2024-W23, 2024-Q2, 2024-H1, 2024-9M, 2024, or "all".';
comment on column api.period.kind is 'week, month, regime-month, quarter, half-year, nine-months, year or to-date.';

create view api.indicator_frozen as
select f.code, d.title_vi as title, f.unit, u.name as unit_name, f.period, f.version, f.value, f.state, f.numerator,
       f.denominator, f.reported, f.expected, f.as_of, f.definition_version, z.frozen_at, z.reason
from core.indicator_frozen f join core.indicator_freeze z using (period, version)
join core.indicator_definition d using (code) left join api_full.unit u on u.code = f.unit;
create view api.indicator_version as
select code, version, definition_hash, since, publish_id from core.indicator_version;
grant select on api.indicator_frozen, api.indicator_version to de06_reader, de06_reader_full;
comment on view api.indicator_frozen is 'Figures as they were fixed for a period, in every version.';
comment on column api.indicator_frozen.code is 'Figure.';
comment on column api.indicator_frozen.title is 'Vietnamese title.';
comment on column api.indicator_frozen.unit is 'Unit code.';
comment on column api.indicator_frozen.unit_name is 'Name of the unit.';
comment on column api.indicator_frozen.period is 'Period.';
comment on column api.indicator_frozen.version is '1 for the first; a restatement is a new version.';
comment on column api.indicator_frozen.value is 'Value then.';
comment on column api.indicator_frozen.state is 'State then.';
comment on column api.indicator_frozen.numerator is 'Numerator then.';
comment on column api.indicator_frozen.denominator is 'Denominator then.';
comment on column api.indicator_frozen.reported is 'Incomplete: units below that had reported.';
comment on column api.indicator_frozen.expected is 'Incomplete: units below that had to report.';
comment on column api.indicator_frozen.as_of is 'As-of of the data.';
comment on column api.indicator_frozen.definition_version is 'Version of the definition.';
comment on column api.indicator_frozen.frozen_at is 'When it was fixed.';
comment on column api.indicator_frozen.reason is 'Why.';
comment on view api.indicator_version is 'Every version of a figure''s definition.';
comment on column api.indicator_version.code is 'Figure.';
comment on column api.indicator_version.version is '1 for the first.';
comment on column api.indicator_version.definition_hash is 'Hash of definition and statement.';
comment on column api.indicator_version.since is 'When values were first published with it.';
comment on column api.indicator_version.publish_id is 'That publish.';

create table core.mismatch_span (
  feed text collate "C" not null,
  subject_id text collate "C" not null,
  kind text collate "C" not null,
  opened_run bigint not null,
  closed_run bigint not null,
  primary key (feed, subject_id, kind, opened_run),
  foreign key (feed, subject_id, kind) references core.mismatch on delete cascade
);
comment on table core.mismatch_span is 'When a mismatch that was reopened had been open before, so that an earlier day can be told.';
comment on column core.mismatch_span.feed is 'Feed.';
comment on column core.mismatch_span.subject_id is 'Subject.';
comment on column core.mismatch_span.kind is 'Kind.';
comment on column core.mismatch_span.opened_run is 'Run that opened it.';
comment on column core.mismatch_span.closed_run is 'Run that closed it.';
