-- The same work as the program's, as set-based SQL: load, refuse, normalise, match, compare, aggregate.
-- psql -v feed=well_formed.csv -v refused=malformed.txt -f tests/De06Ingest.Bench/baseline.sql
\set ON_ERROR_STOP on
set client_min_messages = warning;
set work_mem = '512MB';
set synchronous_commit = off;

drop table if exists b_feed, b_refused, b_row, b_duplicate, b_mismatch, b_unmatched, b_commune;

-- What is left of a name when the place of the tone mark in an open oa, oe or uy no longer counts ("hoà", "hòa").
-- In decomposed form the mark is a letter of its own and is moved; "qu" is a consonant, so its y keeps the mark.
create or replace function b_tone_free_place(name text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
    regexp_replace(normalize(name, nfd), 'o([ae])([\u0300\u0301\u0303\u0309\u0323])(?=\s|$)', 'o\2\1', 'g'),
    '(^|[^q])uy([\u0300\u0301\u0303\u0309\u0323])(?=\s|$)', '\1u\2y', 'g')
$$;

create or replace function b_bare(name text) returns text language sql immutable parallel safe as $$
  select translate(regexp_replace(normalize(name, nfd), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')
$$;

create unlogged table b_feed (
  line bigint generated always as identity,
  record text, id text, name text, birth text, sex text, phone text, commune text, address text,
  ethnicity text, nationality text, marital text, job text, updated text, note text
);
\set columns '(record, id, name, birth, sex, phone, commune, address, ethnicity, nationality, marital, job, updated, note)'
\set load '\\copy b_feed ' :columns ' from ' :'feed' ' (format csv, header)'
:load
create unlogged table b_refused (line text);
\set load '\\copy b_refused from ' :'refused' ' (format csv, delimiter E''\\x01'', quote E''\\x02'')'
:load
analyze b_feed;

create table b_row as
with digits as (
  select f.*, regexp_replace(id, '\D', '', 'g') as id_digits, regexp_replace(phone, '\D', '', 'g') as p
  from b_feed f
), national as (
  select d.*, case
      when length(p) in (11, 12) and p like '84%' then '0' || substr(p, 3)
      when length(p) = 9 then '0' || p
      else p
    end as n
  from digits d
), ten as (
  -- September 2018: mobile numbers of 11 digits lost one, prefix by prefix.
  select m.*, case when length(n) = 11 then new_prefix.now || substr(n, 5) else n end as t
  from national m
  left join (values
    ('0120', '070'), ('0121', '079'), ('0122', '077'), ('0126', '076'), ('0128', '078'),
    ('0123', '083'), ('0124', '084'), ('0125', '085'), ('0127', '081'), ('0129', '082'),
    ('0162', '032'), ('0163', '033'), ('0164', '034'), ('0165', '035'), ('0166', '036'),
    ('0167', '037'), ('0168', '038'), ('0169', '039')) as new_prefix (old, now)
    on length(n) = 11 and new_prefix.old = left(n, 4)
)
select line, record,
  (case when length(id_digits) between 10 and 12 then lpad(id_digits, 12, '0') end) collate "C" as personal_id,
  btrim(regexp_replace(normalize(name, nfc), '\s+', ' ', 'g')) as full_name,
  case
    when birth ~ '^\d{1,2}[/-]\d{1,2}[/-]\d{4}$' then to_date(translate(birth, '-', '/'), 'FMDD/FMMM/YYYY')
    when birth ~ '^\d{4}-\d\d-\d\d$' then birth::date
  end as birth_date,
  case sex when 'Nam' then 'M' when 'Nữ' then 'F' end as sex,
  case when t ~ '^0[35789]\d{8}$' then t end as phone,
  commune, address, ethnicity, nationality, marital, job, updated, note
from ten;
analyze b_row;

-- One row per citizen takes part; later ones of the same id are duplicates.
create unlogged table b_duplicate as
select line from (
  select line, row_number() over (partition by personal_id order by line) as nth
  from b_row
  where personal_id is not null
) numbered
where nth > 1;
analyze b_duplicate;

create table b_mismatch as
with suspect as (
  -- Most pairs agree in everything: they fall out before anything is decomposed or spread over kinds.
  select b.line, b.personal_id, lower(b.full_name) as name, b.birth_date, b.sex, b.phone, b.commune,
    lower(c.full_name) as ref_name, c.birth_date as ref_birth, c.sex as ref_sex, c.phone as ref_phone,
    c.commune as ref_commune
  from b_row b
  join bench_citizen c using (personal_id)
  where (lower(b.full_name) <> lower(c.full_name) or b.birth_date <> c.birth_date or b.sex <> c.sex
      or b.phone <> c.phone or b.commune <> c.commune)
    and not exists (select from b_duplicate d where d.line = b.line)
)
select line, personal_id, kind, sector_value, reference_value
from suspect
cross join lateral (values
  (case when name <> ref_name and b_tone_free_place(name) <> b_tone_free_place(ref_name)
    then case when b_bare(name) = b_bare(ref_name) then 'name-diacritics' else 'name' end end, name, ref_name),
  (case when birth_date <> ref_birth then 'birth-date' end, birth_date::text, ref_birth::text),
  (case when sex <> ref_sex then 'sex' end, sex, ref_sex),
  (case when phone <> ref_phone then 'phone' end, phone, ref_phone),
  (case when commune <> ref_commune then 'commune' end, commune, ref_commune)
) as found (kind, sector_value, reference_value)
where kind is not null;

create table b_unmatched as
select line, record, personal_id, full_name, birth_date, sex, phone, commune
from b_row b
where not exists (select from bench_citizen c where c.personal_id = b.personal_id);

create table b_commune as
select b.commune, count(*) as n_rows, count(c.personal_id) as n_matched,
  count(*) - count(c.personal_id) as n_unmatched, count(wrong.line) as n_wrong
from b_row b
left join bench_citizen c using (personal_id)
left join (select distinct line from b_mismatch) wrong using (line)
group by b.commune;
