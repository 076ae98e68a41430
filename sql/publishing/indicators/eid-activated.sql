-- Kích hoạt eID: accounts activated / accounts collected, per unit.
-- psql -f sql/publishing/indicators/eid-activated.sql
select coalesce(t.home_unit, '') as unit, 'all' as period,
       count(*) filter (where t.activated_on is not null) as numerator, count(*) as denominator
from clean.eid_accounts t
where t.generation = (select c.generation from core.feed_current c where c.feed = 'eid-accounts')
  and t.collected_on is not null
group by 1;
