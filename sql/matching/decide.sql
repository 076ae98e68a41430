-- A person accepts or rejects a pair that waits, or undoes that: one pair by its number, or all of a feed with one profile.
-- psql -v no=12 -v feed=null -v profile=null -v act="'accept'" -v by="'…'" -v reason="'…'" -f sql/matching/decide.sql
with chosen as (
  select v.review_no, v.feed, v.record_id, v.personal_id
  from core.link_review v
  where (v.review_no = :no::bigint or (:no::bigint is null and v.feed = :feed::text and v.profile = :profile::text))
    and (v.state = 'pending') = (:act::text <> 'undo')
    and (:act::text <> 'accept' or not exists (select from core.link_review a
      where a.feed = v.feed and a.record_id = v.record_id and a.state = 'accepted'))
), decided as (
  insert into core.link_decision (review_no, feed, record_id, personal_id, act, decided_by, reason)
  select c.review_no, c.feed, c.record_id, c.personal_id, :act::text, :by::text, :reason::text from chosen c
  returning *
)
update core.link_review v
set state = case d.act when 'accept' then 'accepted' when 'reject' then 'rejected' else 'pending' end,
    decided_by = case when d.act <> 'undo' then d.decided_by end,
    reason = case when d.act <> 'undo' then d.reason end,
    decided_at = case when d.act <> 'undo' then d.decided_at end,
    decision_no = d.decision_no
from decided d where v.review_no = d.review_no
returning v.feed;
