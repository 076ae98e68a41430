-- Accounts activated / accounts on the list, to date. What it is published of is not stated, so it is
-- psql -f sql/publishing/indicators/eid-activated-not-stated.sql
-- one row each of: eid-accounts
-- never compared with the other activation figures; all accounts on the list are the reading taken here.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       least(t.collected_on, t.approved_on, t.activated_on) as day, t.activated_on as reached,
       (case when t.activated_on is not null then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.activated_on is null then coalesce(t.not_activated_reason,
       case when t.status = 'locked' then 'locked' end, 'not-stated') end as cause
from api_full.clean_eid_accounts t;
