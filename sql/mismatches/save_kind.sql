-- Makes a kind of mismatch equal to the program's rule.
-- psql -v kind="'phone-invalid'" … -f sql/mismatches/save_kind.sql
insert into core.mismatch_kind as k (kind, title_vi, title_en, severity, corrects, across, field)
values (:kind, :title_vi, :title_en, :severity, :corrects, :across, :field)
on conflict (kind) do update
set title_vi = excluded.title_vi, title_en = excluded.title_en, severity = excluded.severity,
    corrects = excluded.corrects, across = excluded.across, field = excluded.field
where (k.title_vi, k.title_en, k.severity, k.corrects, k.across, k.field)
  is distinct from (excluded.title_vi, excluded.title_en, excluded.severity, excluded.corrects, excluded.across,
                    excluded.field);
