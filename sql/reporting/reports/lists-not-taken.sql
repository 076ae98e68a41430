-- Units that have not confirmed that they took a weekly list of theirs, those who wait longest first.
-- psql -v unit=null -f sql/reporting/reports/lists-not-taken.sql
select l.unit, l.unit_name, l.week, l.list_state, l.rows as list_rows, l.data_until, l.made_at,
       floor(extract(epoch from now() + api.clock_shift() - l.made_at) / 86400)::integer as days_waiting,
       (select max(t.taken_at) from api.weekly_list t where t.unit = l.unit) as last_taken_at,
       count(*) over (partition by l.unit) as lists_not_taken
from api.weekly_list l
where l.list_state in ('waiting', 'unwritten')
  and (:unit::text is null or l.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by l.week, l.unit;
