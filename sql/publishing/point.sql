-- Turns the pointer: from here on readers see this run.
-- psql -v feed="'eid-accounts'" -v run_id=42 … -f sql/publishing/point.sql
insert into core.feed_current as c
  (feed, run_id, publish_id, generation, contract_hash, code_epoch, reference_id, extract_id, as_of, rows, key,
   match_model, decision_no, unit_map, unit_maps, ledger_map, base_map)
values (:feed, :run_id, :publish_id, :generation, :contract_hash, :code_epoch, :reference_id, :extract_id, :as_of, :rows, :key,
        :match_model, coalesce(:decision_no, 0),
        :unit_map, array_remove(array[:unit_map::smallint], null), :ledger_map, :unit_map)
on conflict (feed) do update
set run_id = excluded.run_id, publish_id = excluded.publish_id, generation = excluded.generation,
    contract_hash = excluded.contract_hash, code_epoch = excluded.code_epoch, reference_id = excluded.reference_id,
    extract_id = coalesce(excluded.extract_id, c.extract_id), as_of = greatest(excluded.as_of, c.as_of),
    rows = excluded.rows, key = coalesce(excluded.key, c.key), match_model = excluded.match_model,
    decision_no = greatest(excluded.decision_no, c.decision_no), unit_map = coalesce(excluded.unit_map, c.unit_map),
    unit_maps = case when excluded.unit_map is null or excluded.unit_map = any (c.unit_maps) and c.generation = excluded.generation
                     then c.unit_maps
                     when c.generation = excluded.generation then c.unit_maps || excluded.unit_map
                     else excluded.unit_maps end,
    ledger_map = coalesce(excluded.ledger_map, c.ledger_map), base_map = coalesce(c.base_map, excluded.base_map);
