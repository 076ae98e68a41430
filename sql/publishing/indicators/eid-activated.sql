-- Kích hoạt eID: accounts activated / accounts collected.
-- psql -f sql/publishing/indicators/eid-activated.sql
select t.home_unit as unit, t.record_id as record, t.collected_on as day, t.activated_on as reached,
       (t.activated_on is not null)::integer as numerator, 1 as denominator,
       case when t.activated_on is null then coalesce(t.not_activated_reason, 'not-stated') end as cause
from api_full.clean_eid_accounts t
where t.collected_on is not null;
