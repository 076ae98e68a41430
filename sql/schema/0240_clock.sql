-- What is asked of the present moment goes by one clock, which a demo may set to the days of its data: how old a feed
-- is, which map and owner are in force, when a run began and ended.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create function api.clock_shift() returns interval language sql stable as $$
  select coalesce(nullif(current_setting('de06.clock_shift', true), '')::interval, interval '0') $$;
comment on function api.clock_shift() is
  'How far the clock of this connection is from the system''s: nothing, but in a demo, whose days are long past.';

alter table core.feed alter column known_at set default now() + api.clock_shift();
alter table core.run alter column started_at set default clock_timestamp() + api.clock_shift();
alter table core.indicator_version alter column since set default now() + api.clock_shift();
alter table core.indicator_freeze alter column frozen_at set default now() + api.clock_shift();
alter table core.link_decision alter column decided_at set default clock_timestamp() + api.clock_shift();

create or replace view api.unit_map_in_force as
select m.map, m.in_force_from from core.unit_map m
where m.in_force_from <= ((now() + api.clock_shift()) at time zone 'Asia/Ho_Chi_Minh')::date
order by m.in_force_from desc limit 1;

create or replace view api.unit_on_map as
select u.map, u.code, u.name, u.level, u.parent, u.valid_from, u.valid_to,
       coalesce(
         (select o.owner from core.unit_owner o
          where o.map = u.map and o.code = u.code and o.valid_from <= today.day
          and (o.valid_to is null or o.valid_to >= today.day)),
         u.owner, 'UBND ' || lower(left(u.name, 1)) || substr(u.name, 2)) as owner
from core.unit u
cross join (select ((now() + api.clock_shift()) at time zone 'Asia/Ho_Chi_Minh')::date as day) today;

create or replace view api.feed_health as
select f.feed, f.title, f.owner, f.schedule, f.fresh_within,
       seen.as_of,
       l.run_id as last_run_id, l.state as last_state, l.ended_at as last_ended_at, p.ended_at as last_published_at,
       coalesce(seen.as_of < clock.moment - f.fresh_within, true) as is_stale,
       coalesce(m.open_mismatches, 0) as open_mismatches,
       case when c.feed is null then 'never'
            when l.state in ('held', 'refused', 'failed') then l.state
            when seen.as_of < clock.moment - f.fresh_within then 'stale'
            else 'fresh' end as state,
       c.publish_id, c.rows
from core.feed f
cross join (select now() + api.clock_shift() as moment) clock
left join core.feed_current c using (feed)
left join lateral (select max(r.as_of) as as_of from core.run r
                   where r.feed = f.feed and r.state in ('published', 'unchanged')) seen on true
left join lateral (select r.* from core.run r where r.feed = f.feed order by r.run_id desc limit 1) l on true
left join core.run p on p.run_id = c.run_id
left join lateral (select count(*) as open_mismatches from core.mismatch m
                   where m.feed = f.feed and m.state = 'open') m on true;
