-- Chi trả qua tài khoản: beneficiaries paid through an account (their own or an authorised one) / all paid, per unit and month.
-- psql -f sql/publishing/indicators/pension-through-account.sql
select coalesce(t.home_unit, '') as unit, split_part(t.slice, '/', 1) as period,
       count(*) filter (where t.pay_method in ('account', 'authorised-account')) as numerator, count(*) as denominator
from clean.pension_payments t
where t.generation = (select c.generation from core.feed_current c where c.feed = 'pension-payments')
  and t.duplicate_of is null
group by 1, 2;
