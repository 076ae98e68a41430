-- Borrowers of the policy bank who are dead, stand several times, or are not found in the population extract.
-- psql -v unit=null -v clear=false -f sql/reporting/reports/borrowers.sql
with dead as (
  select d.citizen_ref, max(d.died_on) as died_on
  from api_full.clean_death_registrations d
  where d.citizen_ref is not null and d.status = 'completed' group by d.citizen_ref),
loan as (
  select b.*, coalesce(n.unit, b.home_unit, '') as unit, n.unit_name,
         count(*) over (partition by coalesce(b.citizen_ref::text, b.record_id)) as records_of_person,
         count(*) over (partition by coalesce(b.household, b.record_id)) as records_of_household
  from api_full.clean_policy_bank_borrowers b
  left join api.unit_now n on n.map = b.unit_map and n.code = b.home_unit),
found as (
  select l.*, d.died_on,
         array_remove(array[
           case when p.status = 'dead' or d.citizen_ref is not null then 'deceased' end,
           case when l.records_of_person > 1 or l.is_duplicate then 'duplicate' end,
           case when l.unmatched is not null then 'not-found' end,
           case when l.records_of_household > l.records_of_person then 'household-shared' end], null) as problems
  from loan l
  left join api_full.clean_population p on p.citizen_ref = l.citizen_ref
  left join dead d on d.citizen_ref = l.citizen_ref)
select f.problems[1] as borrower_problem, f.unit, f.unit_name,
       case when :clear::boolean then f.record_no else api.mask_key(f.record_no) end as record_no,
       case when :clear::boolean then f.name else api.mask_name(f.name) end as name,
       case when :clear::boolean then f.personal_id else api.mask_id(f.personal_id) end as personal_id,
       f.verified, f.balance, f.due_on, f.died_on, f.records_of_person, f.records_of_household,
       f.unmatched as unmatched_reason, f.problems
from found f
where cardinality(f.problems) > 0
  and (:unit::text is null or f.unit in (select b.unit from api.unit_below b where b.upper = :unit::text))
order by array_position(array['deceased', 'duplicate', 'not-found', 'household-shared'], f.problems[1]),
         coalesce(f.verified, false) desc, f.balance desc nulls last, f.unit, f.record_id;
