-- Chi trả qua tài khoản: beneficiaries paid through an account (their own or an authorised one) / all paid, by pay list.
-- psql -f sql/publishing/indicators/pension-through-account.sql
select t.home_unit as unit, t.subject_id as record,
       ((split_part(t.slice, '/', 1) || '-01')::date + interval '1 month - 1 day')::date as day,
       coalesce(t.pay_method in ('account', 'authorised-account'), false)::integer as numerator, 1 as denominator,
       case when t.pay_method in ('account', 'authorised-account') then null else 'cash' end as cause
from api_full.clean_pension_payments t
where not t.is_duplicate;
