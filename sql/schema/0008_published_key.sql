-- The key of the published records: records under another key cannot be merged with them.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.feed_current add column key text[];
comment on column core.feed_current.key is 'Columns that identify a published record; null when published before this was noted.';
