-- A unit that is written with its map, CODE@MAP, has one name in SQL.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create function api.is_elsewhere(unit text) returns boolean language sql immutable parallel safe as
  $$ select unit like '%@%' $$;
comment on function api.is_elsewhere(text) is
  'The unit is of another map (CODE@MAP): its people went several ways, or the map in force does not have it.';
