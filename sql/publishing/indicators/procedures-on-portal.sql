-- Procedures that the national portal shows, to date: each from the day on which it was shown, until it was taken off.
-- psql -f sql/publishing/indicators/procedures-on-portal.sql
select '' as unit, x.part || t.record_id as record, null::date as day, x.reached, x.numerator,
       greatest(x.numerator, 0) as denominator, x.cause
from api_full.clean_published_procedures t
cross join lateral (
  select '' as part, t.published_on as reached, 1::bigint as numerator, null as cause
  union all
  select 'withdrawn ', t.withdrawn_on, (-1)::bigint, 'withdrawn' where t.withdrawn_on is not null) x
where t.published or (t.published_on is not null and t.withdrawn_on is not null);
