-- Money paid without cash for fees and charges at the centre, by day of payment.
-- psql -f sql/publishing/indicators/fees-cashless-amount.sql
-- one row each of: fee-payments
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.paid_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       t.amount as numerator, 1::bigint as denominator
from api_full.clean_fee_payments t
where t.status = 'done' and t.place = 'centre' and t.pay_method <> 'cash' and t.amount is not null
  and t.paid_at is not null;
