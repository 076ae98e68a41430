-- Dossiers handed in online / dossiers received in the one-stop software, by day of receipt.
-- psql -f sql/publishing/indicators/dossiers-online.sql
-- one row each of: service-dossiers
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_service_dossiers t
where t.received_at is not null;
