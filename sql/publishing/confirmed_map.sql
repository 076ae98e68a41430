-- The map of units that a person confirmed for a feed, as long as its contract says the same, and what codes and names
-- spoke for then.
-- psql -v feed="'eid-accounts'" -v as_of="'2025-07-10'" -v said="''" -f sql/publishing/confirmed_map.sql
select m.map as "Map", h.found_map as "Found" from core.feed_unit_map m
join core.run r on r.run_id = m.run_id
left join core.run h on h.run_id = r.released_run
where m.feed = :feed and m.from_as_of <= :as_of::timestamptz and m.said = :said
order by m.from_as_of desc limit 1;
