-- Eligible dossiers of the 53 essential services handed in online / eligible ones, by day of receipt.
-- psql -f sql/publishing/indicators/essential-53-eligible-online.sql
-- one row each of: police-dossiers, service-dossiers
-- The portal mirrors both systems, so its dossiers would count twice and are not read here.
with service as (
  select distinct on (c.procedure) c.procedure
  from api_full.clean_service_catalogue c where c.version = '2024' and c.procedure is not null
  order by c.procedure, c.number
)
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.eligible_online and t.channel = 'online' then 1 else 0 end)::bigint as numerator,
       (case when t.eligible_online then 1 else 0 end)::bigint as denominator,
       case when t.eligible_online is null then 'eligibility-not-stated'
            when not t.eligible_online then 'not-eligible'
            when t.channel is null then 'channel-not-stated'
            when t.channel <> 'online' then 'counter' end as cause
from api_full.clean_service_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null
union all
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.eligible_online and t.channel = 'online' then 1 else 0 end)::bigint as numerator,
       (case when t.eligible_online then 1 else 0 end)::bigint as denominator,
       case when t.eligible_online is null then 'eligibility-not-stated'
            when not t.eligible_online then 'not-eligible'
            when t.channel is null then 'channel-not-stated'
            when t.channel <> 'online' then 'counter' end as cause
from api_full.clean_police_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null;
