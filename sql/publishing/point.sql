-- Turns the pointer: from here on readers see this run.
-- psql -v feed="'eid-accounts'" -v run_id=42 … -f sql/publishing/point.sql
insert into core.feed_current as c
  (feed, run_id, publish_id, generation, contract_hash, code_epoch, reference_id, extract_id, as_of, rows, key,
   match_model, decision_no)
values (:feed, :run_id, :publish_id, :generation, :contract_hash, :code_epoch, :reference_id, :extract_id, :as_of, :rows, :key,
        :match_model, coalesce(:decision_no, 0))
on conflict (feed) do update
set run_id = excluded.run_id, publish_id = excluded.publish_id, generation = excluded.generation,
    contract_hash = excluded.contract_hash, code_epoch = excluded.code_epoch, reference_id = excluded.reference_id,
    extract_id = coalesce(excluded.extract_id, c.extract_id), as_of = greatest(excluded.as_of, c.as_of),
    rows = excluded.rows, key = coalesce(excluded.key, c.key), match_model = excluded.match_model,
    decision_no = greatest(excluded.decision_no, c.decision_no);
