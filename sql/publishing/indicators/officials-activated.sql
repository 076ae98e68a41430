-- Officials whose citizen has an activated account / officials, to date. What the agency says of VNeID does not count.
-- psql -f sql/publishing/indicators/officials-activated.sql
-- one row each of: eid-accounts, population
-- A mistyped number of an official whose citizen is known all the same does not hide the account. Nobody's number is
-- taken as stated; another person's account is not taken for the official's.
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day, e.activated_on as reached,
       (case when e.activated_on is not null then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.unmatched = 'id-of-another' then 'id-of-another'
            when t.personal_id is null and p.record_id is null then 'id-missing'
            when e.record_id is null then 'no-account'
            when e.activated_on is null then coalesce(e.not_activated_reason,
       case when e.status = 'locked' then 'locked' end, 'not-stated') end as cause
from api_full.clean_officials t
left join api_full.clean_population p on p.citizen_ref = t.citizen_ref
left join api_full.clean_eid_accounts e on e.record_id = coalesce(p.record_id,
  case when t.unmatched in ('not-in-reference', 'no-reference') then t.personal_id end);
