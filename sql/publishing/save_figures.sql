-- Makes the cells of figures, or of some of their periods only, equal to what was counted, and gives those whose value
-- moved; an equal cell is not written.
-- psql -v only_codes="array['wrong-phone-rate']" -v only_periods="array[null]" -v codes="array['wrong-phone-rate']" -v units="array['51']" -v periods="array['all']" … -f sql/publishing/save_figures.sql
with now as materialized (
  select * from unnest(:codes::text[], :units::text[], :periods::text[], :values::numeric[], :states::text[],
    :numerators::bigint[], :denominators::bigint[], :reported::integer[], :expected::integer[])
    as n (code, unit, period, value, state, numerator, denominator, reported, expected)
), refreshed as (
  -- No period stands for all of them.
  select * from unnest(:only_codes::text[], :only_periods::text[]) as r (code, period)
), gone as (
  (select v.code, v.unit, v.period from refreshed r join core.indicator_value v using (code, period)
   union all
   select v.code, v.unit, v.period from refreshed r join core.indicator_value v using (code) where r.period is null)
  except select code, unit, period from now
), changed as materialized (
  select n.*, v.value as before
  from now n left join core.indicator_value v using (code, unit, period)
  where v.state is null or (v.value, v.state, v.numerator, v.denominator, v.reported, v.expected) is distinct from
    (n.value, n.state, n.numerator, n.denominator, n.reported, n.expected)
), deleted as (
  delete from core.indicator_value v using gone g where (v.code, v.unit, v.period) = (g.code, g.unit, g.period)
), saved as (
  insert into core.indicator_value as v
    (code, unit, period, value, state, numerator, denominator, as_of, publish_id, reported, expected)
  select code, unit, period, value, state, numerator, denominator, :as_of, :publish_id, reported, expected from changed
  on conflict (code, unit, period) do update
  set value = excluded.value, state = excluded.state, numerator = excluded.numerator,
      denominator = excluded.denominator, as_of = excluded.as_of, publish_id = excluded.publish_id,
      reported = excluded.reported, expected = excluded.expected
)
select code, unit, period, before, value as after from changed where before is distinct from value;
