-- Writes one cell of a figure; an equal cell is not written.
-- psql -v code="'wrong-phone-rate'" -v unit="'21025'" … -f sql/publishing/save_figure.sql
insert into core.indicator_value as v
  (code, unit, period, value, state, numerator, denominator, as_of, publish_id, reported, expected)
values (:code, :unit, :period, :value, :state, :numerator, :denominator, :as_of, :publish_id, :reported, :expected)
on conflict (code, unit, period) do update
set value = excluded.value, state = excluded.state, numerator = excluded.numerator, denominator = excluded.denominator,
    as_of = excluded.as_of, publish_id = excluded.publish_id, reported = excluded.reported, expected = excluded.expected
where (v.value, v.state, v.numerator, v.denominator, v.reported, v.expected) is distinct from
  (excluded.value, excluded.state, excluded.numerator, excluded.denominator, excluded.reported, excluded.expected);
