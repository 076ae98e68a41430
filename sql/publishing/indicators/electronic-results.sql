-- Dossiers with an electronic result / dossiers returned, by day of return.
-- psql -f sql/publishing/indicators/electronic-results.sql
-- one row each of: service-dossiers
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.electronic_result then 1 else 0 end)::bigint as numerator, 1::bigint as denominator,
       case when t.electronic_result then null
            when t.electronic_result is null then 'not-stated'
            else 'paper-result' end as cause
from api_full.clean_service_dossiers t
where t.returned_at is not null;
