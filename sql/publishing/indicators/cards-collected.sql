-- Applications for a first card, by day of collection.
-- psql -f sql/publishing/indicators/cards-collected.sql
-- one row each of: card-issuance
select coalesce(t.home_unit, '') as unit, t.record_id as record, t.collected_on as day,
       1::bigint as numerator, 1::bigint as denominator
from api_full.clean_card_issuance t
where t.kind = 'first' and t.collected_on is not null;
