-- A newer delivery showed these slices as they stand: what is older than it comes too late from now on.
-- psql -v feed="'pension-payments'" -v as_of="'2026-08-01'" -v slices="'{2026-07}'" -v sha256=null …
-- -f sql/publishing/confirm_slices.sql
update core.slice s set as_of = :as_of
where s.feed = :feed and s.as_of < :as_of
  and (s.slice = any(:slices)
       or exists (select from core.extract e where e.extract_id = s.extract_id and e.sha256 = :sha256
                  and (:period::text is null or s.period = :period)
                  and (:unit::text is null or s.unit = :unit)));
