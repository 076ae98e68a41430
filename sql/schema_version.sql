-- Keeps which schema files have been applied.
-- psql -f sql/schema_version.sql
create table if not exists de06_schema_version (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
);
comment on table de06_schema_version is 'Schema files that have been applied to this database.';
comment on column de06_schema_version.name is 'File name without .sql.';
comment on column de06_schema_version.hash is 'SHA-256 of the file.';
comment on column de06_schema_version.applied_at is 'When.';
