-- What the version says that gave way to the published one: two rows with one key and other content, two versions of a
-- record with one sequence, a person whom two units report as of the same time.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.conflict add column other text, add column other_slice text collate "C";
comment on table core.conflict is
  'Records of which deliveries that stand hold a second version that nothing ranks below the published one.';
comment on column core.conflict.other is 'The version that is not published: its columns as JSON. Personal data.';
comment on column core.conflict.other_slice is 'Slice that holds that version; null when it is not known.';

create or replace function api.mask_value(kind text, value text) returns text language sql immutable parallel safe as
$$ select case
     when value is null then null
     when kind = 'duplicate-subject' and left(value, 1) = '{' then api.mask_text(value)
     when kind like 'phone-%' then api.mask_phone(value)
     when kind like 'name-%' or kind = 'id-shared' then api.mask_name(value)
     when kind = 'birth-date-differs' then left(value, 4) || '-••-••'
     when kind = 'minor-benefit' then left(value, 4)
     when kind in ('sex-differs', 'home-unit-differs', 'deceased-active', 'deceased-registered', 'unit-unknown',
                   'unit-dissolved', 'id-structure') then value
     when kind in ('id-malformed', 'not-in-reference', 'several-ids', 'id-of-another') then api.mask_id(value)
     else api.mask_key(value) end $$;
