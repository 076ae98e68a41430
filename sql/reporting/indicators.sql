-- Figures in long form: one row per figure, unit and period.
-- psql -v code=null -v unit=null -v period=null -f sql/reporting/indicators.sql
with health as materialized (select h.feed, h.as_of, h.state from api.feed_health h)
select i.code, i.title, i.unit, i.unit_name, u.name as name_elsewhere, u.level as level_elsewhere, i.period,
       i.value, i.state, i.numerator, i.denominator, i.as_of, i.publish_id, i.reported, i.expected,
       i.shows, i.class, i.compared_with, i.change, i.comparison, i.compared_until::timestamp as compared_until,
       d.data_until, d.feeds_in_doubt, d.title_en, d.numerator_vi as numerated, d.basis, d.counts, d.lower_is_better
from api.indicator i
join (
  select d.*, (select max(h.as_of) from health h where h.feed = any(d.feeds)) as data_until,
         (select array_agg(h.feed || ' ' || h.state order by h.feed) from health h
          where h.feed = any(d.feeds) and h.state not in ('fresh', 'never')) as feeds_in_doubt
  from api.indicator_definition d) d using (code)
-- What is in no unit of the map in force is listed as CODE@MAP.
left join api.unit_on_map u on i.unit = u.code || '@' || u.map
where (:code::text is null or i.code = :code::text)
  and (:unit::text is null or i.unit = :unit::text)
  and (:period::text is null or i.period = :period::text)
order by i.code, i.period desc nulls last, i.unit nulls first;
