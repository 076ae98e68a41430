-- Accounts activated / the number that was assigned, to date.
-- psql -f sql/publishing/indicators/eid-activated-of-target.sql
-- one row each of: eid-accounts
-- A newer target takes the place of the older one: its row holds only the difference.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       t.activated_on as day, t.activated_on as reached,
       1::bigint as numerator, 0::bigint as denominator
from api_full.clean_eid_accounts t
where t.activated_on is not null
union all
select '' as unit, 'target ' || g.record_id as record, g.from_on as day, null as reached, 0 as numerator,
       g.value - coalesce(lag(g.value) over (order by g.from_on, g.record_id), 0) as denominator
from api_full.clean_targets g
where g.indicator = 'eid-activated-of-target' and g.value_kind = 'number' and g.origin = 'assigned'
  and (g.home_unit is null or length(g.home_unit) = 2);
