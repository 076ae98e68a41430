-- Records of which an extract showed a second row with the same key and other content, so that a conflict in one slice
-- outlasts the repair of another.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create table core.conflict (
  feed text collate "C" not null references core.feed,
  record_id text collate "C" not null,
  primary key (feed, record_id)
);
comment on table core.conflict is 'Records whose newest delivery holds a second row with their key and other content.';
comment on column core.conflict.feed is 'Feed.';
comment on column core.conflict.record_id is 'Key of the record.';
insert into core.conflict (feed, record_id)
select m.feed, m.newest_record from core.mismatch m
where m.kind = 'duplicate-subject' and m.state in ('open', 'ignored') and m.sector_value = 'other-content';
