-- Messages between linked systems that failed, wait, or took more than an hour, the failed ones first.
-- psql -v unit=null -f sql/reporting/reports/sync-lag-records.sql
with day as (select h.as_of from api.feed_health h where h.feed = 'linked-messages')
select coalesce(n.unit, m.home_unit, '') as unit, n.unit_name, m.dossier, m.step, m.sender, m.receiver, m.sent_at,
       m.received_at,
       round((extract(epoch from coalesce(m.received_at, day.as_of) - m.sent_at) / 3600)::numeric, 1) as lag_hours,
       m.attempts, case when m.received_at is not null then 'slow' when m.status = 'failed' then 'failed'
                        else 'waiting' end as message_state,
       m.error_code
from api_full.clean_linked_messages m
cross join day
left join api.unit_now n on n.map = m.unit_map and n.code = m.home_unit
where (m.received_at is null or m.received_at - m.sent_at > interval '1 hour')
  and (:unit::text is null
       or coalesce(n.unit, m.home_unit, '') in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by (m.received_at is null) desc, lag_hours desc nulls last, m.sent_at, m.record_no;
