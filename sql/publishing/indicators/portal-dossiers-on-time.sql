-- Dossiers of the portal returned on or before the due day / returned, by day of return.
-- psql -f sql/publishing/indicators/portal-dossiers-on-time.sql
-- one row each of: portal-dossiers
-- A due day that is no working day is the next working one (Civil Code, article 148(5)).
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date <= coalesce(c.due_day, t.due_on)
             then 1 else 0 end)::bigint
         as numerator,
       (case when t.due_on is not null then 1 else 0 end)::bigint as denominator,
       case when t.due_on is null then 'no-due-day'
            when (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date > coalesce(c.due_day, t.due_on)
              then 'late' end as cause
from api_full.clean_portal_dossiers t
left join api.calendar_day c on c.day = t.due_on
where t.returned_at is not null;
