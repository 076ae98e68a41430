-- Procedures delegated to one kind of agency, to date.
-- psql -v agency="'head'" -f sql/publishing/indicators/delegated-to.sql
select '' as unit, t.record_id as record, t.from_on as day, t.from_on as reached,
       1::bigint as numerator, 1::bigint as denominator
from api_full.clean_delegated_procedures t
where t.to_agency = :agency;
