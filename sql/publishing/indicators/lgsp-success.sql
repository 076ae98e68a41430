-- Calls that succeed / calls, as each service counts them a day. The cause is the commonest one of the row;
-- psql -f sql/publishing/indicators/lgsp-success.sql
-- calls by reason are in the clean table.
select '' as unit, t.record_id as record, t.on_day as day, t.done as numerator, t.total as denominator,
       case when t.done >= t.total then null
            when t.failed_timeout >= greatest(t.failed_refused, t.failed_system) then 'timeout'
            when t.failed_refused >= t.failed_system then 'refused'
            when t.failed_system > 0 then 'system'
            else 'not-stated' end as cause
from api_full.clean_lgsp_calls t
where t.total is not null and t.done is not null;
