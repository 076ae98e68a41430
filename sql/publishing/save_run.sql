-- Writes what a run counted, and its state. A run that readers see is never overwritten.
-- psql -v run_id=42 -v state="'published'" … -f sql/publishing/save_run.sql
update core.run
set state = :state, way = :way, cause = :cause, detail = :detail, extract_id = :extract_id, reference_id = :reference_id,
    publish_id = :publish_id, previous_publish = :previous_publish, as_of = :as_of, lines_in = :lines_in, furniture = :furniture, rows_in = :rows_in,
    accepted = :accepted, refused = :refused, duplicate = :duplicate, matched = :matched, unmatched = :unmatched,
    review = :review,
    changed = :changed, vanished = :vanished,
    ended_at = case when :state in ('pulling', 'pulled', 'streamed') then null
                    else clock_timestamp() + api.clock_shift() end
where run_id = :run_id and state <> 'published';
