-- Holds the reference still while a sector feed publishes against it.
-- psql -f sql/publishing/hold_reference.sql
select c.publish_id from core.feed_current c join core.feed f using (feed)
where f.role = 'reference' order by c.feed limit 1 for share of c;
