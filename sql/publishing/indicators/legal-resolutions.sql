-- Resolutions issued, by day of issue.
-- psql -f sql/publishing/indicators/legal-resolutions.sql
select '' as unit, t.record_id as record, t.issued_on as day, 1::bigint as numerator, 1::bigint as denominator
from api_full.clean_legal_documents t
where t.kind = 'resolution';
