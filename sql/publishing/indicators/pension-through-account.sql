-- Cases paid through an account (their own or an authorised one) / cases on the pay list, per month.
-- psql -f sql/publishing/indicators/pension-through-account.sql
-- A case is a benefit, not a person: two benefits of one person are two cases, one benefit listed twice is one.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       (case when twice.record_id is null and t.pay_method in ('account', 'authorised-account')
         then 1 else 0 end)::bigint as numerator,
       (case when twice.record_id is null then 1 else 0 end)::bigint as denominator,
       case when twice.record_id is not null then 'listed-twice'
            when t.pay_method = 'cash' then 'cash'
            when t.pay_method is null then 'method-not-stated' end as cause
from api_full.clean_pension_payments t
left join api_full.clean_pension_payments twice
  on t.is_duplicate and not twice.is_duplicate and twice.personal_id = t.personal_id and twice.slice = t.slice
 and twice.benefit_type is not distinct from t.benefit_type;
