-- Makes the cells of a figure, or of some periods only, equal to what was counted, and gives those whose value moved; an
-- equal cell is not written.
-- psql -v code="'wrong-phone-rate'" -v only=null -v units="array['51']" -v periods="array['all']" … -f sql/publishing/save_figures.sql
with now as materialized (
  select * from unnest(:units::text[], :periods::text[], :values::numeric[], :states::text[], :numerators::bigint[],
    :denominators::bigint[], :reported::integer[], :expected::integer[])
    as n (unit, period, value, state, numerator, denominator, reported, expected)
), changed as materialized (
  select n.*, v.value as before
  from now n left join core.indicator_value v on v.code = :code and v.unit = n.unit and v.period = n.period
  where v.state is null or (v.value, v.state, v.numerator, v.denominator, v.reported, v.expected) is distinct from
    (n.value, n.state, n.numerator, n.denominator, n.reported, n.expected)
), gone as (
  delete from core.indicator_value v
  where v.code = :code and (:only::text[] is null or v.period = any (:only))
    and (v.unit, v.period) not in (select unit, period from now)
), saved as (
  insert into core.indicator_value as v
    (code, unit, period, value, state, numerator, denominator, as_of, publish_id, reported, expected)
  select :code, unit, period, value, state, numerator, denominator, :as_of, :publish_id, reported, expected from changed
  on conflict (code, unit, period) do update
  set value = excluded.value, state = excluded.state, numerator = excluded.numerator,
      denominator = excluded.denominator, as_of = excluded.as_of, publish_id = excluded.publish_id,
      reported = excluded.reported, expected = excluded.expected
)
select :code as code, unit, period, before, value as after from changed where before is distinct from value;
