-- Which procedures with a financial duty have an online payment, by day of payment. Procedures are counted, not
-- psql -f sql/publishing/indicators/procedures-paid-online.sql
-- one row each of: fee-payments
-- dossiers. A row with 0/0 only says that a procedure has a duty.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.paid_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.online then 1 else 0 end)::bigint as numerator,
       1::bigint as denominator, t.procedure as item,
       case when t.online then null else 'paid-offline' end as cause
from api_full.clean_fee_payments t
join api_full.clean_published_procedures p on p.record_no = t.procedure and p.has_fee
where t.status = 'done' and t.paid_at is not null
union all
select '' as unit, 'listed ' || p.record_id as record, null as day, 0 as numerator, 0 as denominator,
       p.record_no as item, null as cause
from api_full.clean_published_procedures p
where p.has_fee;
