-- The map of a slice's unit, so that the slices of old units go when all that took their place have come.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.slice add column unit_map smallint;
comment on column core.slice.unit_map is 'Map of the unit code, a number of core.unit_map; null when it is that of the feed''s first slices.';
