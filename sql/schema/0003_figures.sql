-- Figures: definitions, values per unit and period, and the tally of every feed per unit.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.indicator_definition (
  code text collate "C" primary key,
  title_vi text not null,
  title_en text not null,
  numerator_vi text not null,
  denominator_vi text not null,
  basis text not null,
  rounding text not null check (rounding in ('round', 'truncate')),
  decimals smallint not null,
  feeds text[] not null,
  definition_hash text not null
);
comment on table core.indicator_definition is 'What each figure means; the program keeps it equal to deploy/indicators.';
comment on column core.indicator_definition.code is 'Stable code.';
comment on column core.indicator_definition.title_vi is 'Vietnamese title.';
comment on column core.indicator_definition.title_en is 'English title.';
comment on column core.indicator_definition.numerator_vi is 'What is counted, in Vietnamese.';
comment on column core.indicator_definition.denominator_vi is 'What it is divided by, in Vietnamese.';
comment on column core.indicator_definition.basis is 'Named basis of the denominator; figures of one name differ by it.';
comment on column core.indicator_definition.rounding is 'round (half away from zero) or truncate.';
comment on column core.indicator_definition.decimals is 'Decimals of the published percentage.';
comment on column core.indicator_definition.feeds is 'Feeds it rests on.';
comment on column core.indicator_definition.definition_hash is 'Hash of definition and statement.';

create table core.indicator_value (
  code text collate "C" not null references core.indicator_definition,
  unit text collate "C" not null,
  period text collate "C" not null,
  value numeric,
  state text not null check (state in ('value', 'not-applicable', 'not-reported', 'incomplete')),
  numerator bigint,
  denominator bigint,
  as_of timestamptz not null,
  publish_id uuid not null,
  primary key (code, unit, period)
);
comment on table core.indicator_value is 'Value of a figure per unit and period; only changed cells are written.';
comment on column core.indicator_value.code is 'Figure.';
comment on column core.indicator_value.unit is 'Unit code: commune, or two digits for the province.';
comment on column core.indicator_value.period is 'yyyy-MM, yyyy, or "all" for a state to date.';
comment on column core.indicator_value.value is 'Percent, rounded as defined; null unless state is value.';
comment on column core.indicator_value.state is 'value, not-applicable (nothing to divide by), not-reported, incomplete.';
comment on column core.indicator_value.numerator is 'Numerator.';
comment on column core.indicator_value.denominator is 'Denominator.';
comment on column core.indicator_value.as_of is 'As-of of the data when the value last changed.';
comment on column core.indicator_value.publish_id is 'Publish that last changed it.';

create table core.tally (
  feed text collate "C" not null,
  unit text collate "C" not null,
  records bigint not null,
  matched bigint not null,
  unmatched bigint not null,
  mismatched bigint not null,
  primary key (feed, unit)
);
comment on table core.tally is 'Per feed and unit: records, with and without a citizen, and subjects with an open mismatch.';
comment on column core.tally.feed is 'Feed.';
comment on column core.tally.unit is 'Unit code as the records state it; empty when they state none.';
comment on column core.tally.records is 'Records.';
comment on column core.tally.matched is 'Records with a citizen.';
comment on column core.tally.unmatched is 'Records without.';
comment on column core.tally.mismatched is 'Subjects with an open mismatch.';
