-- Remembers the map of units that a person confirmed with a release.
-- psql -v feed="'eid-accounts'" -v as_of="'2025-07-10'" -v map="'2023-04'" -v said="''" -v run_id=42 -f sql/publishing/confirm_map.sql
insert into core.feed_unit_map as m (feed, from_as_of, map, said, run_id)
values (:feed, :as_of, :map, :said, :run_id)
on conflict (feed, from_as_of) do update set map = excluded.map, said = excluded.said, run_id = excluded.run_id;
