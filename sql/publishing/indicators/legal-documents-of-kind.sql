-- Legal documents of one kind issued, by day of issue.
-- psql -v kind="'decision'" -f sql/publishing/indicators/legal-documents-of-kind.sql
select '' as unit, t.record_id as record, t.issued_on as day, 1::bigint as numerator, 1::bigint as denominator
from api_full.clean_legal_documents t
where t.kind = :kind;
