-- Share of each sector's records that agree with the population extract, per unit: the newest week in full; of the
-- seven weeks before, where something moved in them, what was opened and corrected, and the share at the end of the
-- week, of the records that there are now.
-- psql -v unit=null -f sql/reporting/reports/cleaned-share.sql
with feed as (
  select h.feed, h.title, h.title_en, h.owner, h.as_of,
         date_trunc('week', h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as week
  from api.feed_health h where h.as_of is not null),
part as (select b.unit from api.unit_below b where b.upper = :unit::text),
tally as materialized (
  select t.feed, t.unit, sum(t.records) as records, sum(t.unmatched) as unmatched, sum(t.matched) as matched
  from api.tally t where t.matched + t.unmatched > 0 group by t.feed, t.unit),
-- Records that show something, once per citizen, by the worst that is known of them.
person as (
  select m.feed, m.citizen_ref, coalesce(max(m.unit) filter (where m.state = 'open'), max(m.unit), '') as unit,
         bool_or(m.state = 'open' and m.kind in ('duplicate-subject', 'id-shared', 'several-ids')) as duplicate,
         bool_or(m.state = 'open') as open, bool_or(m.kind = 'home-unit-differs') as unit_corrected,
         max(m.record_count) as records
  from api.mismatch m where m.citizen_ref is not null and m.state in ('open', 'resolved') group by 1, 2),
-- Whose unit was corrected is now where the population extract says.
located as (
  select p.feed, case when p.open or not p.unit_corrected then p.unit else coalesce(n.unit, r.home_unit, p.unit) end
           as unit, p.duplicate, p.open, p.records
  from person p
  left join api.clean_population r on r.citizen_ref = p.citizen_ref and p.unit_corrected and not p.open
  left join api.unit_now n on n.map = r.unit_map and n.code = r.home_unit),
shown as materialized (
  select p.feed, p.unit, coalesce(sum(p.records) filter (where p.duplicate), 0) as duplicate,
         coalesce(sum(p.records) filter (where p.open and not p.duplicate), 0) as differing,
         coalesce(sum(p.records) filter (where not p.open), 0) as corrected
  from located p group by p.feed, p.unit),
review as materialized (
  select r.feed, coalesce(r.unit, '') as unit, count(distinct r.record_id) as pairs
  from api.link_review r where r.state = 'pending' group by 1, 2),
move as (
  select m.feed, coalesce(m.unit, '') as unit, m.citizen_ref, m.record_count,
         date_trunc('week', m.first_seen at time zone 'Asia/Ho_Chi_Minh')::date as opened,
         date_trunc('week', r.as_of at time zone 'Asia/Ho_Chi_Minh')::date as closed, m.state
  from api.mismatch m left join api.run r on r.run_id = m.closed_run),
moved as (
  select m.feed, m.unit, w.week, count(*) filter (where m.opened = w.week) as opened,
         count(*) filter (where m.closed = w.week and m.state = 'resolved') as corrected,
         count(*) filter (where m.opened <= w.week and (m.closed is null or m.closed > w.week)) as open_at_end
  from move m
  join feed f on f.feed = m.feed
  cross join lateral (select f.week - 7 * back as week from generate_series(0, 7) back) w
  where m.opened <= w.week and (m.closed is null or m.closed >= w.week)
  group by m.feed, m.unit, w.week),
-- Records that showed something at the end of a week, once per citizen.
showed as (
  select p.feed, p.unit, p.week, sum(p.records) as records
  from (select m.feed, m.unit, w.week, max(m.record_count) as records
        from move m
        join feed f on f.feed = m.feed
        cross join lateral (select f.week - 7 * back as week from generate_series(1, 7) back) w
        where m.citizen_ref is not null and m.opened <= w.week and (m.closed is null or m.closed > w.week)
        group by m.feed, m.unit, w.week, m.citizen_ref) p
  group by p.feed, p.unit, p.week),
line as (
  select t.feed, t.unit, f.week from tally t join feed f on f.feed = t.feed
  union
  select m.feed, m.unit, m.week from moved m where m.opened > 0 or m.corrected > 0)
select to_char(l.week, 'IYYY-"W"IW') as week, l.feed, f.title as feed_title, f.owner, l.unit,
       (select n.name from api.unit n where n.code = l.unit) as unit_name,
       t.records, g.agreeing - least(coalesce(s.corrected, 0), g.agreeing) as exact_records,
       case when t.feed is not null then least(coalesce(s.corrected, 0), g.agreeing) end as corrected_records,
       t.matched - g.agreeing - least(coalesce(s.duplicate, 0), t.matched - g.agreeing) as differing_records,
       case when t.feed is not null then least(coalesce(s.duplicate, 0), t.matched - g.agreeing) end as duplicate_records,
       t.unmatched - least(coalesce(v.pairs, 0), t.unmatched) as not_found_records,
       case when t.feed is not null then least(coalesce(v.pairs, 0), t.unmatched) end as in_review_records,
       round(100.0 * case when t.feed is not null then g.agreeing
                          else greatest(a.matched - coalesce(e.records, 0), 0) end / nullif(a.records, 0), 2)
         as clean_percent,
       coalesce(m.opened, 0) as opened_in_week, coalesce(m.corrected, 0) as corrected_in_week,
       coalesce(m.open_at_end, 0) as open_at_end, f.title_en as feed_title_en
from line l
join feed f on f.feed = l.feed
left join tally a on a.feed = l.feed and a.unit = l.unit
left join tally t on t.feed = l.feed and t.unit = l.unit and l.week = f.week
left join showed e on e.feed = l.feed and e.unit = l.unit and e.week = l.week
left join shown s on s.feed = l.feed and s.unit = l.unit and l.week = f.week
left join lateral (
  select greatest(t.matched - coalesce(s.duplicate, 0) - coalesce(s.differing, 0), 0) as agreeing) g on t.feed is not null
left join review v on v.feed = l.feed and v.unit = l.unit and l.week = f.week
left join moved m on m.feed = l.feed and m.unit = l.unit and m.week = l.week
where :unit::text is null or l.unit in (select p.unit from part p)
order by l.week desc, t.records - g.agreeing desc nulls last, m.opened desc nulls last, l.feed, l.unit;
