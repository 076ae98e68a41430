-- Hồ sơ trực tuyến: dossiers handed in online / all dossiers received, by day of receipt.
-- psql -f sql/publishing/indicators/dossiers-online.sql
select t.home_unit as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       coalesce(t.channel = 'online', false)::integer as numerator, 1 as denominator,
       case when t.channel = 'online' then null else 'counter' end as cause
from api_full.clean_service_dossiers t
where t.received_at is not null;
