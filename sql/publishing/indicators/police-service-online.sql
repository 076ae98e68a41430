-- Police dossiers of one service handed in online / all of them, by day of receipt.
-- psql -v service="'card-renewal'" -f sql/publishing/indicators/police-service-online.sql
-- one row each of: police-dossiers
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_police_dossiers t
where t.received_at is not null
  and t.procedure in (
    select c.procedure from api_full.clean_service_catalogue c where c.service = :service);
