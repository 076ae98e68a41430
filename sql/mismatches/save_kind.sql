-- Makes a kind of mismatch equal to the program's rule.
-- psql -v kind="'phone-invalid'" … -f sql/mismatches/save_kind.sql
insert into core.mismatch_kind as k (kind, title_vi, title_en, severity, corrects)
values (:kind, :title_vi, :title_en, :severity, :corrects)
on conflict (kind) do update
set title_vi = excluded.title_vi, title_en = excluded.title_en, severity = excluded.severity,
    corrects = excluded.corrects
where (k.title_vi, k.title_en, k.severity, k.corrects)
  is distinct from (excluded.title_vi, excluded.title_en, excluded.severity, excluded.corrects);
