-- When a feed did not deliver, or what it sent could not be used: from the first run that ended so to the next good
-- one, in the last 90 days, with the figures that rested on old data meanwhile.
-- psql -f sql/reporting/reports/outages.sql
with clock as (select now() + api.clock_shift() as moment),
run as (
  select r.feed, r.run_id, r.started_at, r.ended_at, r.cause, r.state in ('failed', 'refused', 'held') as is_bad,
         count(*) filter (where r.state not in ('failed', 'refused', 'held'))
           over (partition by r.feed order by r.run_id) as good_before
  from api.run r
  where r.trigger not in ('reference', 'across') and r.ended_at is not null
    and r.state in ('failed', 'refused', 'held', 'published', 'unchanged', 'superseded')),
outage as (
  select r.feed, min(r.started_at) as began_at, count(*) as failed_runs,
         array_agg(distinct r.cause order by r.cause) filter (where r.cause is not null) as causes,
         (select min(g.ended_at) from run g
          where g.feed = r.feed and not g.is_bad and g.good_before = r.good_before + 1) as ended_at
  from run r where r.is_bad group by r.feed, r.good_before)
select o.feed, h.title as feed_title, h.owner,
       case when o.ended_at is null then 'ongoing' else 'ended' end as outage_state,
       o.began_at, o.ended_at,
       round(extract(epoch from coalesce(o.ended_at, c.moment) - o.began_at) / 60)::bigint as outage_minutes,
       o.failed_runs, o.causes as outage_causes, cardinality(f.codes) as figures_affected, f.codes as affected_figures,
       h.title_en as feed_title_en
from outage o
cross join clock c
join api.feed_health h on h.feed = o.feed
cross join lateral (
  select coalesce(array_agg(d.code order by d.code), '{}') as codes
  from api.indicator_definition d where o.feed = any(d.feeds)) f
where coalesce(o.ended_at, c.moment) > c.moment - interval '90 days'
order by (o.ended_at is not null), outage_minutes desc, o.feed, o.began_at;
