-- Thu nhận eID mức 2: living citizens with a level-2 account collected / living citizens with a card, per home unit.
-- psql -f sql/publishing/indicators/eid-level-2-collected.sql
select coalesce(p.home_unit, '') as unit, 'all' as period,
       count(*) filter (where e.record_id is not null) as numerator, count(*) as denominator
from reference.population p
left join clean.eid_accounts e
  on e.generation = (select c.generation from core.feed_current c where c.feed = 'eid-accounts')
 and e.record_id = p.record_id and e.level = 'level-2' and e.collected_on is not null
where p.generation = (select c.generation from core.feed_current c where c.feed = 'population')
  and p.status = 'alive' and p.card_issued is not null
group by 1;
