-- Dossiers of which both the papers handed in and the result are digitised / dossiers returned.
-- psql -f sql/publishing/indicators/dossiers-digitised.sql
-- one row each of: service-dossiers
-- A dossier that is still handled has no result to digitise and does not count yet.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
       (case when t.input_digitised and t.result_digitised then 1 else 0 end)::bigint as numerator,
       1::bigint as denominator,
       case when t.input_digitised and t.result_digitised then null
            when t.input_digitised then 'result-not-digitised'
            when t.result_digitised then 'input-not-digitised'
            else 'neither-digitised' end as cause
from api_full.clean_service_dossiers t
where t.returned_at is not null;
