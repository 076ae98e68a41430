-- Makes what the same days of earlier periods came to equal to earlier_now, for these figures; an equal row is not
-- written. Needs this temporary table, and the lock of the figures.
-- psql -v codes="array['eid-level-2-new']" -f sql/publishing/save_earlier.sql
with gone as (
  delete from core.indicator_earlier e
  where e.code = any(:codes::text[])
    and not exists (select from earlier_now n where (n.code, n.unit, n.period) = (e.code, e.unit, e.period))
)
insert into core.indicator_earlier as e
  (code, unit, period, compared_with, until, numerator, denominator, state)
select code, unit, period, compared_with, until, numerator, denominator, state from earlier_now
on conflict (code, unit, period) do update
set compared_with = excluded.compared_with, until = excluded.until, numerator = excluded.numerator,
    denominator = excluded.denominator, state = excluded.state
where (e.compared_with, e.until, e.numerator, e.denominator, e.state) is distinct from
      (excluded.compared_with, excluded.until, excluded.numerator, excluded.denominator, excluded.state);
