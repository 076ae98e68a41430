-- Hospitals connected to the electronic health record / hospitals, to date.
-- psql -f sql/publishing/indicators/hospitals-connected.sql
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day,
       case when t.record_connected then t.connected_on end as reached,
       (case when t.record_connected then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.record_connected is not true then 'not-connected' end as cause
from api_full.clean_health_facilities t
where t.kind = 'hospital';
