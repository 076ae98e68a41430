-- The map of units that a person confirmed for a feed, as long as its contract says the same.
-- psql -v feed="'eid-accounts'" -v as_of="'2025-07-10'" -v said="''" -f sql/publishing/confirmed_map.sql
select m.map from core.feed_unit_map m
where m.feed = :feed and m.from_as_of <= :as_of::timestamptz and m.said = :said
order by m.from_as_of desc limit 1;
