-- True when an open mismatch says that two rows had one key and other content.
-- psql -v feed="'eid-accounts'" -f sql/mismatches/has_conflict.sql
select exists (
  select from core.mismatch m
  where m.feed = :feed and m.kind = 'duplicate-subject' and m.state = 'open' and m.sector_value = 'other-content');
