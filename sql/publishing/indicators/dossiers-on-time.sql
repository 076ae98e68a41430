-- Dossiers returned on or before the due day / dossiers returned, by day of return.
-- psql -f sql/publishing/indicators/dossiers-on-time.sql
-- one row each of: service-dossiers
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date <= t.due_on then 1 else 0 end)::bigint
         as numerator,
       (case when t.due_on is not null then 1 else 0 end)::bigint as denominator,
       case when t.due_on is null then 'no-due-day'
            when (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date > t.due_on then 'late' end as cause
from api_full.clean_service_dossiers t
where t.returned_at is not null;
