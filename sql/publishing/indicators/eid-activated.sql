-- Accounts activated / accounts collected, to date. An account whose source gives no reason but whose phone is
-- psql -f sql/publishing/indicators/eid-activated.sql
-- one row each of: eid-accounts
-- found wrong here has the cause wrong-phone.
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.collected_on as day,
       t.activated_on as reached,
       (case when t.activated_on is not null then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.activated_on is not null then null
            when t.not_activated_reason is null and m.subject_id is not null then 'wrong-phone'
            else coalesce(t.not_activated_reason,
       case when t.status = 'locked' then 'locked' end, 'not-stated') end as cause
from api_full.clean_eid_accounts t
left join (select distinct m.subject_id from core.mismatch m
           where m.feed = 'eid-accounts' and m.state = 'open'
             and m.kind in ('phone-invalid', 'phone-differs', 'phone-reported-wrong')) m on m.subject_id = t.record_id
where t.collected_on is not null;
