-- Sai số điện thoại: eID accounts with an open phone mismatch / eID accounts that state a phone, per unit.
-- psql -f sql/publishing/indicators/wrong-phone-rate.sql
select coalesce(t.home_unit, '') as unit, 'all' as period,
       count(*) filter (where m.subject_id is not null) as numerator, count(*) as denominator
from clean.eid_accounts t
left join (select distinct m.subject_id from core.mismatch m
           where m.feed = 'eid-accounts' and m.state = 'open'
             and m.kind in ('phone-invalid', 'phone-differs', 'phone-reported-wrong')) m on m.subject_id = t.record_id
where t.generation = (select c.generation from core.feed_current c where c.feed = 'eid-accounts')
  and (t.phone is not null or m.subject_id is not null)
group by 1;
