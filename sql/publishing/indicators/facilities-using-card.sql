-- Insured health facilities that use the identity card / insured facilities, now.
-- psql -f sql/publishing/indicators/facilities-using-card.sql
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day, null::date as reached,
       (case when t.uses_card then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.uses_card is not true then 'card-not-used' end as cause
from api_full.clean_health_facilities t
where t.insured;
