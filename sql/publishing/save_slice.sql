-- Notes that a slice has come with this run; rows are those of the slice now.
-- psql -v feed="'pension-payments'" -v slice="'2026-07'" … -f sql/publishing/save_slice.sql
insert into core.slice as s (feed, slice, period, unit, as_of, run_id, extract_id, rows, unit_map)
values (:feed, :slice, :period, :unit, :as_of, :run_id, :extract_id, :rows, :unit_map)
on conflict (feed, slice) do update
set as_of = excluded.as_of, run_id = excluded.run_id, extract_id = excluded.extract_id, rows = excluded.rows,
    unit_map = coalesce(excluded.unit_map, s.unit_map);
