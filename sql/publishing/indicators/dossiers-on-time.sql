-- Hồ sơ đúng hạn: dossiers returned on or before the due day / dossiers returned, by day of return.
-- psql -f sql/publishing/indicators/dossiers-on-time.sql
select t.home_unit as unit, t.record_id as record,
       (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       ((t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date <= t.due_on)::integer as numerator, 1 as denominator,
       case when (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date > t.due_on then 'overdue' end as cause
from api_full.clean_service_dossiers t
where t.returned_at is not null and t.due_on is not null;
