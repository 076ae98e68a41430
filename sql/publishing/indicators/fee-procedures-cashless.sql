-- Which procedures have all their fees at the centre paid without cash, by day of payment.
-- psql -f sql/publishing/indicators/fee-procedures-cashless.sql
-- one row each of: fee-payments
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.paid_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.pay_method <> 'cash' then 1 else 0 end)::bigint as numerator,
       1::bigint as denominator, t.procedure as item,
       case when t.pay_method = 'cash' then 'cash' when t.pay_method is null then 'method-not-stated' end as cause
from api_full.clean_fee_payments t
where t.status = 'done' and t.place = 'centre' and t.procedure is not null and t.paid_at is not null;
