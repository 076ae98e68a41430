-- Deletions that deltas told of, so that an older version that comes later does not bring a record back.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.tombstone (
  feed text collate "C" not null references core.feed,
  record_id text collate "C" not null,
  row_order bigint not null,
  run_id bigint not null references core.run,
  primary key (feed, record_id)
);
comment on table core.tombstone is 'Records of delta feeds that are deleted, with the version that deleted them.';
comment on column core.tombstone.feed is 'Feed.';
comment on column core.tombstone.record_id is 'Key of the record.';
comment on column core.tombstone.row_order is 'Sequence or time of the deletion; only a higher one brings the record back.';
comment on column core.tombstone.run_id is 'Run that published the deletion.';
