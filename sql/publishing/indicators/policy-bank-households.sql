-- Households with a verified loan to poor households and people with merit, to date. Two borrowers of a
-- psql -f sql/publishing/indicators/policy-bank-households.sql
-- one row each of: policy-bank-borrowers
-- household are one household.
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.lent_on as day,
       case when t.verified then t.lent_on end as reached,
       (case when t.verified then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       coalesce(t.household, t.record_no) as item,
       case when t.verified is not true then 'not-verified' end as cause
from api_full.clean_policy_bank_borrowers t
where t.programme in ('poor', 'merit');
