-- Beneficiaries who are paid in cash because no account is known, those for whom one has turned up first.
-- psql -v unit=null -v clear=false -f sql/reporting/reports/beneficiaries-without-account.sql
with paid as (
  select 'social-protection' as programme, s.citizen_ref, s.record_id, s.personal_id, s.name, s.home_unit, s.unit_map,
         s.pay_method, s.has_account, s.amount
  from api_full.clean_social_protection s
  union all
  select 'social-protection-payments', s.citizen_ref, s.record_no, s.personal_id, s.name, s.home_unit, s.unit_map,
         s.pay_method, s.has_account, s.amount
  from api_full.clean_social_protection_payments s
  where s.slice = (select max(n.slice) from api_full.clean_social_protection_payments n)
  union all
  select 'merit-people', s.citizen_ref, s.record_id, s.personal_id, s.name, s.home_unit, s.unit_map, s.pay_method,
         s.has_account, s.amount
  from api_full.clean_merit_people s
  union all
  select 'pension-payments', s.citizen_ref, s.record_no, s.personal_id, s.name, s.home_unit, s.unit_map, s.pay_method,
         null, s.amount
  from api_full.clean_pension_payments s
  where s.slice = (select max(n.slice) from api_full.clean_pension_payments n)),
person as (
  select coalesce(p.citizen_ref::text, p.programme || '|' || p.record_id) as who,
         (array_agg(p.citizen_ref))[1] as citizen_ref,
         array_agg(distinct p.programme order by p.programme) filter (where in_cash) as programmes,
         min(p.personal_id) filter (where in_cash) as personal_id, min(p.name) filter (where in_cash) as name,
         (array_agg(p.unit order by in_cash desc, p.programme))[1] as unit,
         (array_agg(p.unit_name order by in_cash desc, p.programme))[1] as unit_name,
         max(p.amount) filter (where in_cash) as amount, bool_or(p.has_account) as has_account,
         bool_or(p.pay_method = 'account') as by_account
  from (select p.*, coalesce(n.unit, p.home_unit, '') as unit, n.unit_name,
               coalesce(p.pay_method, 'cash') = 'cash' as in_cash
        from paid p left join api.unit_now n on n.map = p.unit_map and n.code = p.home_unit) p
  group by 1
  having bool_or(in_cash)),
opened as (
  select o.citizen_ref, max(o.opened_on) as opened_on
  from api_full.clean_opened_accounts o where o.status = 'active' and o.citizen_ref is not null group by 1)
select p.unit, p.unit_name,
       case when p.by_account then 'paid-by-account-elsewhere' when p.has_account then 'has-account'
            when o.opened_on is not null then 'opened-since' else 'no-account' end as account_state,
       case when :clear::boolean then p.name else api.mask_name(p.name) end as name,
       case when :clear::boolean then p.personal_id else api.mask_id(p.personal_id) end as personal_id,
       case when :clear::boolean then r.hamlet else api.mask_text(r.hamlet) end as hamlet,
       p.programmes, p.amount, o.opened_on
from person p
left join opened o on o.citizen_ref = p.citizen_ref
left join api_full.clean_population r on r.citizen_ref = p.citizen_ref
where coalesce(r.status, '') <> 'dead'
  and (:unit::text is null or p.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by coalesce(p.by_account, false) desc, coalesce(p.has_account, false) desc, o.opened_on desc nulls last,
         p.amount desc nulls last, p.unit, p.personal_id, p.who;
