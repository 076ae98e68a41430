-- A publish in place moves the count of subjects with an open mismatch instead of making it anew, and a person's
-- decision makes it anew: it has to be right once.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.feed_current add column tally_due boolean not null default false;
comment on column core.feed_current.tally_due is
  'A person decided about a mismatch: the next publish counts the subjects with an open mismatch anew.';

update core.tally t set mismatched = n.number
from (select t.feed, t.unit, count(distinct m.subject_id) as number
      from core.tally t
      left join core.mismatch m on m.feed = t.feed and coalesce(m.unit, '') = t.unit and m.state = 'open'
      group by t.feed, t.unit) n
where n.feed = t.feed and n.unit = t.unit and n.number <> t.mismatched;
