-- Counts of figures, kept so that a publish which moves few rows need not count the others again.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.figure_count (
  code text collate "C" primary key references core.indicator_definition,
  definition_hash text not null,
  units text not null,
  firsts date[] not null,
  counted_until date not null,
  until date not null,
  runs jsonb not null,
  reads_ledger boolean not null,
  counts bytea not null
);
alter table core.figure_count alter column counts set storage external;
comment on table core.figure_count is 'What the records of a figure come to by unit, item and day. Deleting a row makes the next publish count the figure anew. No personal data.';
comment on column core.figure_count.code is 'Figure.';
comment on column core.figure_count.definition_hash is 'Hash of definition and statement.';
comment on column core.figure_count.units is 'Fingerprint of the units of the cells.';
comment on column core.figure_count.firsts is 'Days that are told apart: each stands for those after it, the first also for those before.';
comment on column core.figure_count.counted_until is 'Day of the data when all was counted.';
comment on column core.figure_count.until is 'Day of the data.';
comment on column core.figure_count.runs is 'Run of every feed that the counts hold for.';
comment on column core.figure_count.reads_ledger is 'The figure counts mismatches.';
comment on column core.figure_count.counts is 'The counts, as the program packs them.';
