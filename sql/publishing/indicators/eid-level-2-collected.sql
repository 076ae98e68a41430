-- Thu nhận eID mức 2: living citizens with a level-2 account collected / living citizens with a card, per home unit.
-- psql -f sql/publishing/indicators/eid-level-2-collected.sql
select p.home_unit as unit, p.record_id as record, p.card_issued as day, e.collected_on as reached,
       (p.status = 'alive' and p.card_issued is not null and e.record_id is not null)::integer as numerator,
       (p.status = 'alive' and p.card_issued is not null)::integer as denominator,
       case when p.status <> 'alive' then 'dead' when p.card_issued is null then 'no-card'
            when e.record_id is null then 'no-account' end as cause
from api_full.clean_population p
left join api_full.clean_eid_accounts e
  on e.record_id = p.record_id and e.level = 'level-2' and e.collected_on is not null;
