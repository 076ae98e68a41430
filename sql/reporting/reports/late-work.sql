-- Models, tasks, findings and connections that are late, without a deadline, or closed late or without a proof.
-- psql -v unit=null -f sql/reporting/reports/late-work.sql
with day as (
  select h.feed, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed in ('models', 'tasks', 'inspection-findings', 'required-connections')),
work as (
  select 'models' as feed, m.record_no, m.title, m.home_unit, m.unit_map, m.leader, m.status, m.due_on, m.done_on,
         m.proof
  from api.clean_models m
  union all
  select 'tasks', t.record_no, t.title, t.home_unit, t.unit_map, t.leader, t.status, t.due_on, t.done_on, t.proof
  from api.clean_tasks t
  union all
  select 'inspection-findings', f.record_no, f.title, f.home_unit, f.unit_map, f.leader, f.status, f.due_on, f.done_on,
         f.proof
  from api.clean_inspection_findings f
  union all
  -- A connection shows itself when it is made: no proof is asked for.
  select 'required-connections', c.record_no, c.title, null, null, c.leader, c.status, c.due_on, c.done_on,
         case when c.status = 'done' then '' end
  from api.clean_required_connections c),
judged as (
  select w.*, coalesce(n.unit, w.home_unit, '') as unit, n.unit_name, day.day,
         case when coalesce(w.status, '') <> 'done' and w.due_on < day.day then 'late'
              when coalesce(w.status, '') <> 'done' and w.due_on is null then 'no-deadline'
              when w.status = 'done' and w.proof is null then 'no-proof'
              when coalesce(w.status, '') <> 'done' and w.due_on <= day.day + 14 then 'due-soon'
              when w.status = 'done' and w.done_on > w.due_on then 'done-late' end as work_state
  from work w
  join day on day.feed = w.feed
  left join api.unit_now n on n.map = w.unit_map and n.code = w.home_unit)
select j.work_state, j.feed as work_kind, j.record_no as work_no, j.title as work, j.leader, j.unit, j.unit_name,
       j.status as work_status, j.due_on, j.done_on,
       case when j.work_state = 'late' then j.day - j.due_on
            when j.work_state = 'done-late' then j.done_on - j.due_on end as days_late, nullif(j.proof, '') as proof
from judged j
where j.work_state is not null
  and (:unit::text is null or j.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by array_position(array['late', 'no-deadline', 'no-proof', 'due-soon', 'done-late'], j.work_state),
         days_late desc nulls last, j.due_on, j.feed, j.record_no;
