-- Level-2 accounts collected, by day of collection.
-- psql -f sql/publishing/indicators/eid-level-2-new.sql
-- one row each of: eid-accounts
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.collected_on as day,
       1::bigint as numerator, 1::bigint as denominator
from api_full.clean_eid_accounts t
where t.level = 'level-2' and t.collected_on is not null;
