-- Notes the deletions of a delta.
-- Needs the temporary table deletion; psql -v feed="'service-dossiers-stream'" -v run_id=42 -f sql/publishing/tombstones.sql
insert into core.tombstone as t (feed, record_id, row_order, run_id)
select :feed, d.record_id, d.row_order, :run_id from deletion d
on conflict (feed, record_id) do update set row_order = excluded.row_order, run_id = excluded.run_id
where t.row_order < excluded.row_order;
