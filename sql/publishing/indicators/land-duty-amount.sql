-- Money paid without cash for land duties at the support counter, by day of payment.
-- psql -f sql/publishing/indicators/land-duty-amount.sql
-- one row each of: land-duty-payments
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.paid_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       t.amount as numerator, 1::bigint as denominator
from api_full.clean_land_duty_payments t
where t.place = 'support-counter' and t.pay_method <> 'cash' and t.amount is not null and t.paid_at is not null;
