-- Fixes the cells of cell_to_fix, every figure of a period, with the publishes that each rests on.
-- Needs this temporary table.
-- psql -v period="'2024-06'" -v version=1 -v by="'…'" -v reason="'…'" -f sql/publishing/freeze_figures.sql
with fixed as (
  insert into core.indicator_freeze (period, version, frozen_by, reason) values (:period, :version, :by, :reason)
), basis as (
  select d.code, (select max(v.version) from core.indicator_version v where v.code = d.code) as version,
         (select coalesce(jsonb_object_agg(c.feed, c.publish_id), '{}') from core.feed_current c where c.feed = any(d.feeds))
           as rests_on
  from core.indicator_definition d
)
insert into core.indicator_frozen (period, version, code, unit, value, state, numerator, denominator, reported, expected,
                                   as_of, definition_version, rests_on)
select :period, :version, v.code, v.unit, v.value, v.state, v.numerator, v.denominator, v.reported, v.expected, v.as_of,
       b.version, b.rests_on
from cell_to_fix v join basis b using (code);
