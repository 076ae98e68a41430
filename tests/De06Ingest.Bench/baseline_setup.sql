-- The reference set as a DBA would hold it; loaded once, before anything is timed.
-- psql -v reference=reference.csv -f tests/De06Ingest.Bench/baseline_setup.sql
\set ON_ERROR_STOP on
drop table if exists bench_citizen;
create table bench_citizen (
  personal_id text collate "C" primary key,
  full_name text, birth_date date, sex text, phone text, commune text, address text, status text
);
\set load '\\copy bench_citizen from ' :'reference' ' (format csv, header)'
:load
vacuum analyze bench_citizen;
