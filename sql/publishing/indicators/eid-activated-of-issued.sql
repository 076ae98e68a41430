-- Accounts activated / accounts issued, to date. An account that is activated was issued by then.
-- psql -f sql/publishing/indicators/eid-activated-of-issued.sql
-- one row each of: eid-accounts
select coalesce(t.home_unit, '') as unit, t.record_id as record, least(t.approved_on, t.activated_on) as day,
       t.activated_on as reached,
       (case when t.activated_on is not null then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.activated_on is null then coalesce(t.not_activated_reason,
       case when t.status = 'locked' then 'locked' end, 'not-stated') end as cause
from api_full.clean_eid_accounts t
where t.approved_on is not null or t.activated_on is not null;
