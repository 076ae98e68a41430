-- Dossiers of the 25 essential services handed in online / all of them, by day of receipt.
-- psql -f sql/publishing/indicators/essential-25-online.sql
-- one row each of: police-dossiers, service-dossiers
-- The portal mirrors both systems, so its dossiers would count twice and are not read here.
with service as (
  select distinct on (c.procedure) c.procedure
  from api_full.clean_service_catalogue c where c.version = '2022' and c.procedure is not null
  order by c.procedure, c.number
)
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_service_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null
union all
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_police_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null;
