-- Makes a figure's definition equal to its file, and keeps the version.
-- psql -v code="'wrong-phone-rate'" … -f sql/publishing/define_figure.sql
with defined as (
  insert into core.indicator_definition as d
    (code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds, definition_hash, class,
     utility, owner, shows, counts, within, not_above, compare_with, lower_is_better, denominator_en)
  values (:code, :title_vi, :title_en, :numerator_vi, :denominator_vi, :basis, :rounding, :decimals, :feeds, :hash,
     :class, :utility, :owner, :shows, :counts, :within, :not_above, :compare_with, :lower_is_better,
     :denominator_en)
  on conflict (code) do update
  set title_vi = excluded.title_vi, title_en = excluded.title_en, numerator_vi = excluded.numerator_vi,
      denominator_vi = excluded.denominator_vi, basis = excluded.basis, rounding = excluded.rounding,
      decimals = excluded.decimals, feeds = excluded.feeds, definition_hash = excluded.definition_hash,
      class = excluded.class, utility = excluded.utility, owner = excluded.owner, shows = excluded.shows,
      counts = excluded.counts, within = excluded.within, not_above = excluded.not_above,
      compare_with = excluded.compare_with, lower_is_better = excluded.lower_is_better,
      denominator_en = excluded.denominator_en
  where d.definition_hash <> excluded.definition_hash
  returning code
)
insert into core.indicator_version (code, version, definition_hash, definition, publish_id)
select code, coalesce((select max(v.version) from core.indicator_version v where v.code = :code), 0) + 1, :hash,
       :whole::jsonb, :publish_id
from defined;
