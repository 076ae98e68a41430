-- Work list of one unit: people whose eID account has an open phone mismatch, with both numbers, clear.
-- psql -v unit="'21025'" -f sql/reporting/phone_list.sql
select coalesce(p.name, e.name) as name, m.subject as personal_id, coalesce(m.sector_value, e.phone) as sector_phone,
       coalesce(m.reference_value, p.phone) as reference_phone, p.hamlet, p.address, m.kind
from api_full.mismatch m
left join api_full.clean_eid_accounts e on e.record_id = m.subject
left join api_full.clean_population p on p.record_id = m.subject
where m.feed = 'eid-accounts' and m.state = 'open' and m.kind like 'phone-%' and m.unit = :unit
order by p.hamlet nulls last, name, m.subject, m.kind;
