-- Errors, missing steps and delay of entry per unit and entry point; units that entered nothing at all come first, then
-- those that entered under a quarter, in four weeks, of what they did before.
-- psql -v unit=null -f sql/reporting/reports/entry-errors.sql
with entry as (
  select coalesce(n.unit, e.home_unit, '') as unit, 'entry-log' as source, e.entry_point, e.operator_group,
         coalesce(e.errors, 0) as errors, e.steps_expected as steps,
         greatest(coalesce(e.steps_expected - e.steps_entered, 0), 0) as missing,
         extract(epoch from e.entered_at - e.received_at) / 3600 as hours, e.entered_at is null as unentered
  from api_full.clean_entry_log e
  left join api.unit_now n on n.map = e.unit_map and n.code = e.home_unit
  union all
  select coalesce(n.unit, d.home_unit, ''), 'service-dossiers', d.entry_point, null, null, null, null,
         extract(epoch from d.entered_at - d.received_at) / 3600, d.entered_at is null
  from api_full.clean_service_dossiers d
  left join api.unit_now n on n.map = d.unit_map and n.code = d.home_unit
  union all
  -- A step that is done calls for the next one; the last of the three calls for none.
  select coalesce(n.unit, s.home_unit, ''), s.source, s.channel, null, null, 3,
         case when s.open = 0 and s.steps < 3 then 3 - s.steps else 0 end, null, false
  from (select 'linked-birth-steps' as source, min(b.home_unit) as home_unit, min(b.unit_map) as unit_map,
               min(b.channel) as channel, count(distinct b.step) as steps,
               count(*) filter (where b.completed_at is null) as open
        from api_full.clean_linked_birth_steps b group by b.record_no
        union all
        select 'linked-death-steps', min(d.home_unit), min(d.unit_map), min(d.channel), count(distinct d.step),
               count(*) filter (where d.completed_at is null)
        from api_full.clean_linked_death_steps d group by d.record_no) s
  left join api.unit_now n on n.map = s.unit_map and n.code = s.home_unit),
counted as (
  select e.unit, e.source, e.entry_point, e.operator_group, count(*) as entries, sum(e.errors) as errors,
         count(*) filter (where e.errors > 0) as entries_with_errors, sum(e.missing) as missing_steps,
         count(*) filter (where e.missing > 0) as entries_with_missing,
         count(*) filter (where e.hours > 24) as late_over_day,
         round(percentile_cont(0.5) within group (order by e.hours)::numeric, 1) as delay_hours_median,
         round(percentile_cont(0.9) within group (order by e.hours)::numeric, 1) as delay_hours_p90,
         count(*) filter (where e.unentered) as without_entry_time
  from entry e group by e.unit, e.source, e.entry_point, e.operator_group),
-- Four weeks and what a unit entered in four weeks of the half-year before, of which two are needed to tell.
entered as (
  select v.unit, v.source, (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date - v.day as days_ago
  from (select coalesce(n.unit, e.home_unit, '') as unit, 'entry-log' as source,
               (e.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day
        from api_full.clean_entry_log e left join api.unit_now n on n.map = e.unit_map and n.code = e.home_unit
        union all
        select coalesce(n.unit, d.home_unit, ''), 'service-dossiers',
               (d.received_at at time zone 'Asia/Ho_Chi_Minh')::date
        from api_full.clean_service_dossiers d
        left join api.unit_now n on n.map = d.unit_map and n.code = d.home_unit) v
  join api.feed_health h on h.feed = v.source),
volume as (
  select e.unit, e.source, count(*) filter (where e.days_ago < 28) as entries,
         round(count(*) filter (where e.days_ago between 28 and 195)::numeric / s.blocks, 1) as expected
  from entered e
  join (select e.source, least(6, max(e.days_ago) / 28) as blocks from entered e group by e.source) s
    on s.source = e.source and s.blocks >= 2
  where e.days_ago >= 0
  group by e.unit, e.source, s.blocks),
asked as (select coalesce(:unit::text, (select p.unit from api.served_province p)) as unit)
select b.unit, b.unit_name, 'no-rows' as row_state, 'entry-log' as entry_source, null as entry_point,
       null as operator_group, 0 as entries, null as errors, null as entries_with_errors, null as error_percent,
       null as missing_steps, null as entries_with_missing, null as late_over_day, null as delay_hours_median,
       null as delay_hours_p90, null as without_entry_time,
       null::numeric as expected_entries
from asked join api.unit_below b on b.upper = asked.unit and b.is_lowest
where not exists (select from counted c where c.unit = b.unit and c.source = 'entry-log')
union all
select c.unit, (select n.name from api.unit n where n.code = c.unit), 'value', c.source, c.entry_point,
       c.operator_group, c.entries, c.errors, c.entries_with_errors,
       round(100.0 * c.entries_with_errors / c.entries, 2), c.missing_steps, c.entries_with_missing, c.late_over_day,
       c.delay_hours_median, c.delay_hours_p90, c.without_entry_time, null
from counted c
where (:unit::text is null or c.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
  and (c.errors > 0 or c.missing_steps > 0 or c.late_over_day > 0 or c.without_entry_time > 0)
union all
select v.unit, (select n.name from api.unit n where n.code = v.unit), 'rows-few', v.source, null, null,
       v.entries, null, null, null, null, null, null, null, null, null, v.expected
from volume v
where v.unit <> '' and v.expected >= 4 and 4 * v.entries < v.expected
  and (:unit::text is null or v.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by row_state, entries_with_missing desc nulls last, entries_with_errors desc nulls last,
         late_over_day desc nulls last, unit, entry_source, entry_point, operator_group;
