-- Beneficiaries paid through an account / beneficiaries who have one, per month.
-- psql -f sql/publishing/indicators/aid-paid-through-account.sql
-- one row each of: social-protection-payments
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       (case when t.has_account and t.pay_method in ('account', 'authorised-account')
              and t.status is distinct from 'not-collected' then 1 else 0 end)::bigint as numerator,
       (case when t.has_account then 1 else 0 end)::bigint as denominator,
       case when t.has_account is not true then 'no-account'
            when t.status = 'not-collected' then 'not-collected'
            when t.pay_method = 'cash' then 'cash'
            when t.pay_method is null then 'method-not-stated' end as cause
from api_full.clean_social_protection_payments t;
