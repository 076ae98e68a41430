-- True when a delivery that stands shows two rows with one key and other content.
-- psql -v feed="'eid-accounts'" -f sql/mismatches/has_conflict.sql
select exists (select from core.conflict k where k.feed = :feed);
