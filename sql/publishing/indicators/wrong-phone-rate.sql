-- Accounts with an open phone mismatch / accounts that state a phone, now.
-- psql -f sql/publishing/indicators/wrong-phone-rate.sql
-- one row each of: eid-accounts
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day, null::date as reached,
       (case when m.kind is not null then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       m.kind as cause
from api_full.clean_eid_accounts t
left join (select m.subject_id, min(m.kind) as kind from core.mismatch m
           where m.feed = 'eid-accounts' and m.state = 'open'
             and m.kind in ('phone-invalid', 'phone-differs', 'phone-reported-wrong')
           group by m.subject_id) m on m.subject_id = t.record_id
where t.phone is not null or m.kind is not null;
