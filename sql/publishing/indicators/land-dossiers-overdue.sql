-- Land dossiers not of the province's own agencies that are overdue / all of them, to date.
-- psql -f sql/publishing/indicators/land-dossiers-overdue.sql
-- one row each of: service-dossiers
-- A due day that is no working day is the next working one (Civil Code, article 148(5)).
-- Until 30/06/2025 these are the districts', since then the communes'.
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
where t.received_at is not null and t.due_on is not null
  and t.field ilike 'đất đai%' and t.agency_level is distinct from 'province';
