-- Every target with how far its figure is: what it should be by now (pro rata) and how far from that it is, when it
-- will be reached as things go, and how much a month is still needed.
-- psql -v unit=null -f sql/reporting/reports/targets.sql
with newest as (
  select max((h.as_of at time zone 'Asia/Ho_Chi_Minh')::date) as day from api.feed_health h),
target as (
  select t.record_id, t.indicator, coalesce(n.unit, nullif(t.home_unit, ''), s.unit) as unit,
         case t.value_kind when 'share' then t.value / 100.0 else t.value end as target, t.value_kind,
         t.origin, t.assigned_by, t.from_on, t.due_on
  from api.clean_targets t
  left join api.unit_now n on n.map = t.unit_map and n.code = t.home_unit
  left join api.served_province s on true),
stand as (
  select distinct on (t.record_id) t.*, coalesce(i.title, d.title_vi) as title,
         nullif(d.title_en, '') as title_en,
         coalesce(i.unit_name, (select u.name from api.unit u where u.code = t.unit)) as unit_name, i.period,
         case when d.code is null then 'unknown' else coalesce(i.state, 'none') end as state, d.owner, d.counts,
         d.shows, d.lower_is_better, newest.day,
         -- A number of things as the target of a percentage is one of its numerator.
         t.value_kind <> 'share' and d.shows = 'percent' as of_numerator,
         -- What is divided by nobody knows what is measured against nothing.
         coalesce(d.basis = 'not-stated' and t.value_kind = 'share', false) as is_unknown,
         case when t.value_kind <> 'share' and d.shows = 'percent' then i.numerator else i.value end as value
  from target t cross join newest
  left join api.indicator_definition d on d.code = t.indicator
  left join api.indicator i on i.code = t.indicator and i.unit = t.unit
  order by t.record_id, i.period = 'all' desc nulls last, i.period = to_char(coalesce(t.due_on, newest.day), 'YYYY') desc,
           i.period desc),
-- What the figure was when the target began; one that counts from nothing within its time begins at zero.
trend as (
  select s.*,
         case when s.counts = 'inperiod' then 0 when s.of_numerator then b.numerator else b.value end as base,
         case when s.of_numerator then m.numerator - l.numerator else m.value - l.value end as per_month,
         s.due_on - s.from_on as days, least(s.day, s.due_on) - s.from_on as days_gone,
         case when s.lower_is_better then s.value <= s.target else s.value >= s.target end as is_reached
  from stand s
  left join api.indicator b on b.code = s.indicator and b.unit = s.unit and b.state = 'value'
    and b.period = to_char(s.from_on - interval '1 month', 'YYYY-MM')
  left join api.indicator m on m.code = s.indicator and m.unit = s.unit and m.state = 'value'
    and m.period = to_char(s.day - interval '1 month', 'YYYY-MM')
  left join api.indicator l on l.code = s.indicator and l.unit = s.unit and l.state = 'value'
    and l.period = to_char(s.day - interval '2 months', 'YYYY-MM')),
pace as (
  select t.*,
         case when t.days > 0 and t.days_gone >= 0
                   and not (t.counts = 'inperiod' and t.shows = 'percent' and not t.of_numerator)
              then t.base + (t.target - t.base) * t.days_gone / t.days
              when t.counts = 'inperiod' and t.shows = 'percent' and not t.of_numerator then t.target end as expected,
         case when t.is_reached or t.counts = 'inperiod' or t.per_month is null then null
              when (t.target - t.value) / nullif(t.per_month, 0) between 0 and 240
              then t.day + ceil(30.4 * (t.target - t.value) / t.per_month)::integer end as forecast_on
  from trend t),
judged as (
  select p.*,
         case when p.state <> 'value' then 'figure-' || p.state
              when p.is_unknown then 'not-comparable'
              when p.is_reached then 'reached'
              when p.due_on is null then 'no-deadline'
              when p.due_on < p.day then 'late'
              when p.forecast_on > p.due_on then 'will-be-late'
              when p.expected is null and p.forecast_on is null then 'pace-unknown'
              when case when p.lower_is_better then p.value > p.expected else p.value < p.expected end then 'behind'
              else 'on-track' end as target_state
  from pace p)
select p.unit, p.unit_name, p.indicator as figure_code, p.title as figure, p.owner, p.origin, p.assigned_by,
       case p.value_kind when 'share' then 'percent' else p.value_kind end as shown_as, p.value,
       round(p.target, 2) as target, case when not p.is_unknown
         then round(case when p.lower_is_better then p.target - p.value else p.value - p.target end, 2) end as gap,
       case when not p.is_unknown then round(p.expected, 2) end as expected_now,
       case when not p.is_unknown
         then round(case when p.lower_is_better then p.expected - p.value else p.value - p.expected end, 2) end as gap_now,
       p.from_on, p.due_on,
       case when not p.is_unknown then p.forecast_on end as forecast_on,
       case when not p.is_unknown and not p.is_reached and p.due_on > p.day
            then round((p.target - p.value) / greatest(1, (p.due_on - p.day) / 30.4), 2) end as needed_per_month,
       p.target_state, p.title_en as figure_en
from judged p
where :unit::text is null or p.unit in (select b.unit from api.unit_below b where b.upper = :unit::text)
order by array_position(array['late', 'will-be-late', 'behind', 'pace-unknown', 'no-deadline', 'on-track', 'reached',
                         'not-comparable'],
                        p.target_state),
         gap_now nulls last, gap, p.unit, p.indicator;
