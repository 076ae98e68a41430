-- Names that a filter of a list may have: feeds, figures, units of any map, parents and levels of units, maps, or the
-- run of this number and the last one.
-- psql -v filter="'feed'" -v name="''" -f sql/reporting/known_names.sql
select k.name from (
  select 'feed' as filter, feed::text as name from api.feed_health
  union all select 'code', code from api.indicator_definition
  union all select 'unit', code from api.unit
  union all select distinct 'level', level from api.unit
  union all select distinct 'map', map from api.unit_on_map
  union all select 'run', run_id::text from api.run
  where :filter::text = 'run' and (run_id::text = :name::text or run_id = (select max(run_id) from api.run))) k
where k.filter = :filter::text
order by 1;
