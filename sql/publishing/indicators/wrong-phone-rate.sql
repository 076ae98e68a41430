-- Sai số điện thoại: eID accounts with an open phone mismatch / eID accounts that state a phone, per unit.
-- psql -f sql/publishing/indicators/wrong-phone-rate.sql
select t.home_unit as unit, t.record_id as record, null::date as day,
       (m.subject_id is not null)::integer as numerator, 1 as denominator, m.kind as cause
from api_full.clean_eid_accounts t
left join (select m.subject_id, min(m.kind) as kind from core.mismatch m
           where m.feed = 'eid-accounts' and m.state = 'open'
             and m.kind in ('phone-invalid', 'phone-differs', 'phone-reported-wrong')
           group by m.subject_id) m on m.subject_id = t.record_id
where t.phone is not null or m.subject_id is not null;
