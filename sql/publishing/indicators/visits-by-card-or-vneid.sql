-- Visits looked up by identity card or VNeID and found / visits, by day of the visit.
-- psql -f sql/publishing/indicators/visits-by-card-or-vneid.sql
-- one row each of: health-visits
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       coalesce((t.visited_at at time zone 'Asia/Ho_Chi_Minh')::date,
         (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date) as day,
       (case when t.lookup_method in ('id-card', 'vneid') and t.lookup_result is distinct from 'not-found'
         then 1 else 0 end)::bigint
         as numerator,
       1::bigint as denominator,
       case when t.lookup_method = 'health-card' then t.lookup_method
            when t.lookup_method is null then 'not-stated'
            when t.lookup_result = 'not-found' then 'not-found' end as cause
from api_full.clean_health_visits t;
