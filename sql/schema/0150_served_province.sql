-- The province that is served is the one that the setting De06__Province names, where it names one.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create or replace view api.served_province as
with asked as (
  select nullif(current_setting('de06.province', true), '') collate "C" as code),
named as (
  select coalesce((
    select n.unit from api.unit_now n
    join core.unit u on u.map = n.map and u.code = n.code and u.level = 'province'
    where n.code = asked.code order by n.map desc limit 1), asked.code) as unit
  from asked where asked.code is not null)
select named.unit from named
union all
(select b.upper as unit
 from core.tally t
 join core.feed f using (feed)
 join api.unit_below b on b.unit = t.unit and t.unit <> ''
 where not exists (select from named) and b.upper in (select u.code from core.unit u where u.level = 'province')
 group by b.upper
 order by sum(t.records) filter (where f.role = 'reference') desc nulls last, sum(t.records) desc, b.upper
 limit 1);
comment on view api.served_province is
  'The province that the setting de06.province names; without it the one that most of the population extract lives in, and before that has come, the one of most records.';
