-- Takes the feed for a run if nobody holds it, or if the holder has not renewed in time; the fence grows.
-- psql -v feed="'eid-accounts'" -v got_lock=true -f sql/publishing/take_lease.sql
update core.feed
set fence = fence + 1, lease_until = clock_timestamp() + interval '60 seconds', lease_run = null
where feed = :feed and (:got_lock or lease_until < clock_timestamp())
returning fence;
