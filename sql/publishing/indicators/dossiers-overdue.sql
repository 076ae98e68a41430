-- Dossiers returned late or not returned by the due day / dossiers with a due day, to date.
-- psql -f sql/publishing/indicators/dossiers-overdue.sql
-- one row each of: service-dossiers
-- A due day that is no working day is the next working one (Civil Code, article 148(5)).
-- A dossier that is not returned counts from the day after its due day on, also when that day is still to come.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       case when x.late then x.due_on + 1 end as reached,
       (case when x.late then 1 else 0 end)::bigint as numerator,
       (case when t.status is distinct from 'stopped' then 1 else 0 end)::bigint as denominator,
       case when t.status = 'stopped' then 'stopped'
            when x.late and t.returned_at is null then 'still-open'
            when x.late then 'returned-late' end as cause
from api_full.clean_service_dossiers t
left join api.calendar_day c on c.day = t.due_on
cross join lateral (
  select coalesce(c.due_day, t.due_on) as due_on,
         t.status is distinct from 'stopped'
           and (t.returned_at is null or (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date
             > coalesce(c.due_day, t.due_on)) as late) x
where t.received_at is not null and t.due_on is not null;
