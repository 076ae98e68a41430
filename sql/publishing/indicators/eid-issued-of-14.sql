-- Living citizens whose account is issued / living citizens from the day on which they turn 14, to date.
-- psql -f sql/publishing/indicators/eid-issued-of-14.sql
-- one row each of: eid-accounts, population
select coalesce(p.home_unit, '') as unit, p.record_id as record, x.grown as day,
       case when x.counted and least(e.approved_on, e.activated_on) is not null
            then greatest(least(e.approved_on, e.activated_on), x.grown) end as reached,
       (case when x.counted and least(e.approved_on, e.activated_on) is not null then 1 else 0 end)::bigint
         as numerator,
       (case when x.counted then 1 else 0 end)::bigint as denominator,
       case when p.status = 'dead' then 'dead'
            when p.status = 'moved' then 'moved'
            when p.status is distinct from 'alive' then 'status-not-stated'
            when p.birth_date_from is null then 'birth-date-unknown'
            when e.record_id is null then 'no-account'
            when e.approved_on is null and e.activated_on is null then 'not-approved' end as cause
from api_full.clean_population p
left join api_full.clean_eid_accounts e on e.record_id = p.record_id
cross join lateral (
  select p.status = 'alive' and p.birth_date_from is not null as counted,
         (p.birth_date_from + interval '14 years')::date as grown) x;
