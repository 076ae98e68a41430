-- Living citizens with a level-2 account collected / living citizens with a card, to date.
-- psql -f sql/publishing/indicators/eid-level-2-collected.sql
-- one row each of: eid-accounts, population
select coalesce(p.home_unit, '') as unit, p.record_id as record, p.card_issued as day,
       case when x.counted and e.level = 'level-2' and e.collected_on is not null
            then greatest(e.collected_on, p.card_issued) end as reached,
       (case when x.counted and e.level = 'level-2' and e.collected_on is not null then 1 else 0 end)::bigint
         as numerator,
       (case when x.counted then 1 else 0 end)::bigint as denominator,
       case when p.status = 'dead' then 'dead'
            when p.status = 'moved' then 'moved'
            when p.status is distinct from 'alive' then 'status-not-stated'
            when p.card_issued is null then 'no-card'
            when e.record_id is null then 'no-account'
            when e.level is distinct from 'level-2' then 'level-1'
            when e.collected_on is null then 'not-collected' end as cause
from api_full.clean_population p
left join api_full.clean_eid_accounts e on e.record_id = p.record_id
cross join lateral (select p.status = 'alive' and p.card_issued is not null as counted) x;
