-- How many procedures one declaration settles: steps done of the linked dossiers, each by its place in its dossier.
-- psql -f sql/publishing/indicators/linked-procedures-at-once.sql
select coalesce(d.home_unit, '') as unit, d.record_id as record, d.done as day, 1::bigint as numerator,
       1::bigint as denominator, d.place as item
from (
  select t.home_unit, t.record_id, (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date as done,
         row_number() over (partition by t.record_no order by t.received_at, t.record_id)::text as place
  from api_full.clean_linked_birth_steps t where t.completed_at is not null
  union all
  select t.home_unit, t.record_id, (t.completed_at at time zone 'Asia/Ho_Chi_Minh')::date,
         row_number() over (partition by t.record_no order by t.received_at, t.record_id)::text
  from api_full.clean_linked_death_steps t where t.completed_at is not null
) d;
