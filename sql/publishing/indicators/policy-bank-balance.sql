-- Balance of loans to poor households and people with merit whose data are verified, to date.
-- psql -f sql/publishing/indicators/policy-bank-balance.sql
-- one row each of: policy-bank-borrowers
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.lent_on as day,
       case when t.verified then t.lent_on end as reached,
       (case when t.verified then coalesce(t.balance, 0) else 0 end)::bigint as numerator,
       (case when t.verified then 1 else 0 end)::bigint as denominator,
       case when t.verified is not true then 'not-verified' end as cause
from api_full.clean_policy_bank_borrowers t
where t.programme in ('poor', 'merit');
