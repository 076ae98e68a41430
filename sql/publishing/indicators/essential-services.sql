-- Essential services of one version of the catalogue, by what their dossiers come to; counted by day of receipt.
-- psql -v version="'2023-22'" -f sql/publishing/indicators/essential-services.sql
-- one row each of: police-dossiers, service-dossiers
-- The portal mirrors both systems, so its dossiers would count twice and are not read here.
-- A row with 0/0 only says that a service is listed.
with service as (
  select distinct on (c.procedure) c.procedure,
    to_char(c.number, 'FM00') || ' ' || min(c.title) over (partition by c.number) as item
  from api_full.clean_service_catalogue c where c.version = :version and c.procedure is not null
  order by c.procedure, c.number
)
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       s.item, case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_service_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null
union all
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.received_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.channel = 'online' then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       s.item, case when t.channel = 'online' then null
            when t.channel is null then 'channel-not-stated'
            when t.eligible_online is false then 'not-eligible'
            else 'counter' end as cause
from api_full.clean_police_dossiers t join service s on s.procedure = t.procedure
where t.received_at is not null
union all
select '' as unit, 'listed ' || s.procedure as record,
       null as day, 0 as numerator, 0 as denominator, s.item, null as cause
from service s;
