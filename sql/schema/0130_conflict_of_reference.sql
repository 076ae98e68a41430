-- Conflicts within the reference are told too, and are the reference's to correct.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create or replace view api_full.mismatch as
select m.feed, m.subject_id as subject, m.kind, k.title_vi as kind_title, k.severity,
       case when f.role = 'reference' then 'reference' else k.corrects end as corrects, m.state,
       m.sector_value, m.reference_value, m.unit, u.name as unit_name, m.record_count, m.newest_record, m.first_seen,
       coalesce(m.last_seen, c.as_of) as last_seen, m.opened_run, m.closed_run, m.how, m.citizen_ref,
       coalesce(m.confirmed_publish, c.publish_id) as confirmed_publish, m.mismatch_no, m.reopened, m.ignored_by,
       m.ignored_reason,
       coalesce(l.method, case when m.citizen_ref is not null and not exists (
         select from core.mismatch n where n.feed = m.feed and n.subject_id = m.subject_id
         and n.kind in ('not-in-reference', 'id-of-another') and n.state in ('open', 'ignored')) then 'personal-id' end)
         as match_method,
       l.probability as match_probability
from core.mismatch m
join core.mismatch_kind k using (kind)
left join core.feed f on f.feed = m.feed
left join core.feed_current c on c.feed = m.feed
left join api_full.unit u on u.code = m.unit
left join core.link l on l.feed = m.feed and l.record_id = m.newest_record and l.ended_run is null;
