-- Makes the cells of figures, or of some of their periods only, equal to those in cell_now, and gives those whose
-- value moved; an equal cell is not written. Needs this temporary table, and the lock of the figures: nobody else
-- writes cells, so a row stays where it was found.
-- psql -v only_codes="array['wrong-phone-rate']" -v only_periods="array[null]" … -f sql/publishing/save_figures.sql
with refreshed as (
  -- No period stands for all of them.
  select * from unnest(:only_codes::text[], :only_periods::text[]) as r (code, period)
), kept as (
  select v.*, v.ctid as place from refreshed r join core.indicator_value v using (code, period)
  union all
  select v.*, v.ctid from refreshed r join core.indicator_value v using (code) where r.period is null
), changed as materialized (
  select n.*, k.place, k.value as before
  from cell_now n full join kept k on (n.code, n.unit, n.period) = (k.code, k.unit, k.period)
  where n.code is null or k.code is null
    or (n.value, n.state, n.numerator, n.denominator, n.reported, n.expected) is distinct from
       (k.value, k.state, k.numerator, k.denominator, k.reported, k.expected)
), deleted as (
  delete from core.indicator_value v using changed c where v.ctid = c.place and c.code is null
), updated as (
  update core.indicator_value v
  set value = c.value, state = c.state, numerator = c.numerator, denominator = c.denominator,
      reported = c.reported, expected = c.expected, as_of = :as_of, publish_id = :publish_id
  from changed c where v.ctid = c.place and c.code is not null
), inserted as (
  insert into core.indicator_value
    (code, unit, period, value, state, numerator, denominator, reported, expected, as_of, publish_id)
  select code, unit, period, value, state, numerator, denominator, reported, expected, :as_of, :publish_id
  from changed where place is null
)
select code, unit, period, before, value as after
from changed where code is not null and before is distinct from value;
