-- Members of the armed forces with an activated account / members, as their units count them.
-- psql -f sql/publishing/indicators/armed-forces-activated.sql
select coalesce(t.home_unit, '') as unit, t.record_id as record, null::date as day, null::date as reached,
       t.activated as numerator, t.strength as denominator,
       case when t.activated < t.collected then 'not-activated'
            when t.activated < t.strength then 'no-account' end as cause
from api_full.clean_armed_forces_counts t
where t.activated is not null and t.strength is not null;
