-- Makes a figure's definition equal to its file.
-- psql -v code="'wrong-phone-rate'" … -f sql/publishing/define_figure.sql
insert into core.indicator_definition as d
  (code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds, definition_hash)
values (:code, :title_vi, :title_en, :numerator_vi, :denominator_vi, :basis, :rounding, :decimals, :feeds, :hash)
on conflict (code) do update
set title_vi = excluded.title_vi, title_en = excluded.title_en, numerator_vi = excluded.numerator_vi,
    denominator_vi = excluded.denominator_vi, basis = excluded.basis, rounding = excluded.rounding,
    decimals = excluded.decimals, feeds = excluded.feeds, definition_hash = excluded.definition_hash
where d.definition_hash <> excluded.definition_hash;
