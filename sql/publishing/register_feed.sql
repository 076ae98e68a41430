-- Makes core.feed equal to a contract.
-- psql -v feed="'eid-accounts'" … -f sql/publishing/register_feed.sql
insert into core.feed as f (feed, title, title_en, owner, role, schedule, fresh_within, subject_is_key, sliced, retain, contract_hash)
values (:feed, :title, :title_en, :owner, :role, :schedule, :fresh_within, :subject_is_key, :sliced, :retain, :contract_hash)
on conflict (feed) do update
set title = excluded.title, title_en = excluded.title_en, owner = excluded.owner, role = excluded.role, schedule = excluded.schedule,
    fresh_within = excluded.fresh_within, subject_is_key = excluded.subject_is_key, sliced = excluded.sliced,
    retain = excluded.retain, contract_hash = excluded.contract_hash, known_at = now() + api.clock_shift()
where (f.title, f.title_en, f.owner, f.role, f.schedule, f.fresh_within, f.subject_is_key, f.sliced, f.retain, f.contract_hash)
  is distinct from (excluded.title, excluded.title_en, excluded.owner, excluded.role, excluded.schedule, excluded.fresh_within,
                    excluded.subject_is_key, excluded.sliced, excluded.retain, excluded.contract_hash);
