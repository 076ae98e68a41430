-- True when an extract with these bytes is what readers see: the newest one, all of whose slices still stand, or a delta
-- that was applied before. Bytes say nothing of a slice that only the file name tells: period and unit are given then.
-- psql -v feed="'eid-accounts'" -v sha256="'…'" -v delta=false -v period=null -v unit=null -f sql/publishing/is_published.sql
select exists (
  select from core.extract e
  join core.run r on r.extract_id = e.extract_id and r.state = 'published'
  join core.feed_current c on c.feed = e.feed
  where e.feed = :feed and e.sha256 = :sha256 and r.contract_hash = c.contract_hash and r.code_epoch = c.code_epoch
    and (:delta
         or case when coalesce(e.slices, 0) > 0
              then e.slices = (select count(*) from core.slice s where s.feed = e.feed and s.extract_id = e.extract_id)
              else e.extract_id = c.extract_id end)
    and (coalesce(:period::text, :unit::text) is null
         or exists (select from core.slice s where s.feed = e.feed and s.extract_id = e.extract_id
                    and (:period::text is null or s.period = :period)
                    and (:unit::text is null or s.unit = :unit))));
