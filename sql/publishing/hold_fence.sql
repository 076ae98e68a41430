-- Holds the feed's lease row for the publishing transaction; no row means that another run has taken the feed.
-- psql -v feed="'eid-accounts'" -v run_id=42 -v fence=7 -f sql/publishing/hold_fence.sql
select f.fence from core.feed f where f.feed = :feed and f.fence = :fence and f.lease_run = :run_id for update;
