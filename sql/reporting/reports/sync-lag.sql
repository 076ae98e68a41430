-- How long data is under way, per feed: from the event to the extract that carries it, and from the extract to us.
-- psql -f sql/reporting/reports/sync-lag.sql
with clock as (select now() + api.clock_shift() as moment),
taken as (
  select p.feed, p.run_id, p.as_of, p.published_at, min(p.as_of) over (partition by p.feed) as first_as_of
  from api.publish p where p.way in ('new-generation', 'in-place') and p.as_of is not null),
record as (
  select 'service-dossiers' as feed, d.run_id, greatest(d.received_at, d.returned_at) as at
  from api.clean_service_dossiers d
  union all
  select 'police-dossiers', d.run_id, greatest(d.received_at, d.returned_at) from api.clean_police_dossiers d
  union all
  select 'portal-dossiers', d.run_id, greatest(d.received_at, d.returned_at) from api.clean_portal_dossiers d
  union all
  select 'fee-payments', f.run_id, f.paid_at from api.clean_fee_payments f
  union all
  select 'linked-birth-steps', s.run_id, greatest(s.received_at, s.completed_at)
  from api.clean_linked_birth_steps s
  union all
  select 'linked-death-steps', s.run_id, greatest(s.received_at, s.completed_at)
  from api.clean_linked_death_steps s
  union all
  select 'linked-messages', m.run_id, greatest(m.sent_at, m.received_at) from api.clean_linked_messages m),
-- What the first extract brought was there long before: only events since then tell how long one is under way.
measured as (
  select r.feed, count(*) as records,
         percentile_cont(0.5) within group (order by extract(epoch from t.as_of - r.at) / 3600) as median,
         percentile_cont(0.9) within group (order by extract(epoch from t.as_of - r.at) / 3600) as p90,
         max(extract(epoch from t.as_of - r.at) / 3600) as most
  from record r join taken t on t.feed = r.feed and t.run_id = r.run_id
  where r.at > t.first_as_of - interval '1 day' and t.as_of > t.first_as_of and r.at <= t.as_of
  group by r.feed),
failed as (
  select r.feed, count(*) as runs from api.run r cross join clock c
  where r.state in ('failed', 'refused', 'held') and r.started_at > c.moment - interval '30 days' group by r.feed),
-- An extract that brings nothing new tells as well until when the rows that readers see are good.
told as (
  select r.feed, r.as_of, min(r.ended_at) as told_at, extract(epoch from min(r.ended_at) - r.as_of) / 3600 as hours,
         row_number() over (partition by r.feed order by r.as_of desc) as age
  from api.run r where r.state in ('published', 'unchanged') and r.as_of is not null group by r.feed, r.as_of),
way as (
  select t.feed, max(t.told_at) filter (where t.age = 1) as told_at,
         (select max(c.published_at) from taken c where c.feed = t.feed) as changed_at,
         max(t.hours) filter (where t.age = 1) as last_hours,
         percentile_cont(0.5) within group (order by t.hours) as median_hours
  from told t where t.age <= 30 group by t.feed)
select h.feed, h.title as feed_title, h.owner, h.state as feed_state, h.as_of, w.told_at, w.changed_at,
       round(w.last_hours::numeric, 1) as extract_to_us_hours, round(w.median_hours::numeric, 1)
         as extract_to_us_median_hours,
       m.records as records_measured, round(m.median::numeric, 1) as event_to_extract_median_hours,
       round(m.p90::numeric, 1) as event_to_extract_p90_hours, round(m.most::numeric, 1) as event_to_extract_max_hours,
       round((extract(epoch from c.moment - h.as_of) / 3600)::numeric, 1) as age_hours,
       round((extract(epoch from h.fresh_within) / 3600)::numeric, 1) as agreed_hours,
       coalesce(f.runs, 0) as failed_runs_30_days, h.title_en as feed_title_en
from api.feed_health h
cross join clock c
left join way w on w.feed = h.feed
left join measured m on m.feed = h.feed
left join failed f on f.feed = h.feed
order by (h.as_of is null) desc, (h.as_of is not null and h.is_stale) desc, c.moment - h.as_of - h.fresh_within desc,
         h.feed;
