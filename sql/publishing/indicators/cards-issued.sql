-- Living citizens who have a card / living citizens from the day on which they turn 14, to date.
-- psql -f sql/publishing/indicators/cards-issued.sql
-- one row each of: population
select coalesce(p.home_unit, '') as unit, p.record_id as record, x.grown as day,
       case when x.counted and p.card_issued is not null then greatest(p.card_issued, x.grown) end as reached,
       (case when x.counted and p.card_issued is not null then 1 else 0 end)::bigint as numerator,
       (case when x.counted then 1 else 0 end)::bigint as denominator,
       case when p.status = 'dead' then 'dead'
            when p.status = 'moved' then 'moved'
            when p.status is distinct from 'alive' then 'status-not-stated'
            when p.birth_date_from is null then 'birth-date-unknown'
            when p.card_issued is null then 'no-card' end as cause
from api_full.clean_population p
cross join lateral (
  select p.status = 'alive' and p.birth_date_from is not null as counted,
         (p.birth_date_from + interval '14 years')::date as grown) x;
