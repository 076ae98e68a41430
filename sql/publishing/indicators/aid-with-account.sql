-- Beneficiaries who have an account of their own / beneficiaries on the pay list, per month.
-- psql -f sql/publishing/indicators/aid-with-account.sql
-- one row each of: social-protection-payments
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       (case when t.has_account then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.has_account then null
            when t.pay_method = 'authorised-account' then 'authorised-account'
            else 'no-account' end as cause
from api_full.clean_social_protection_payments t;
