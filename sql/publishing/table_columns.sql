-- Columns of a clean table and their types, in the table's order.
-- psql -v schema="'clean'" -v table="'eid_accounts'" -f sql/publishing/table_columns.sql
select a.attname as column, t.typname as type
from pg_attribute a
join (select oid, case typname when 'int2' then 'smallint' when 'int4' then 'integer' when 'int8' then 'bigint' when 'bool' then 'boolean'
             when '_text' then 'text[]' else typname end as typname from pg_type) t on t.oid = a.atttypid
where a.attrelid = to_regclass(:schema || '.' || :table) and a.attnum > 0 and not a.attisdropped
order by a.attnum;
