-- Procedures that are delegated, in the catalogue or have dossiers, and that the national portal does not show.
-- psql -f sql/reporting/reports/procedures-missing.sql
with day as (
  select (h.as_of at time zone 'Asia/Ho_Chi_Minh')::date as day from api.feed_health h
  where h.feed = 'service-catalogue'),
dossier as (
  select d.procedure, d.record_id from api_full.clean_service_dossiers d
  union all
  select d.procedure, d.record_id from api_full.clean_police_dossiers d
  union all
  select d.procedure, d.record_id from api_full.clean_portal_dossiers d
  where not exists (select from api_full.clean_service_dossiers s where s.record_id = d.record_id)),
known as (
  select d.procedure, null as title, null as field, null::bigint as number, null as decision, count(*) as dossiers
  from dossier d where d.procedure is not null group by d.procedure
  union all
  select c.procedure, c.title, c.field, c.number, null, 0
  from api.clean_service_catalogue c cross join day
  where coalesce(c.from_on, day.day) <= day.day and coalesce(c.until_on, day.day) >= day.day
  union all
  select g.procedure, null, null, null, g.decision, 0 from api.clean_delegated_procedures g
  union all
  select p.record_no, p.title, p.field, null, null, 0 from api.clean_published_procedures p
  where not coalesce(p.published, false)),
listed as (
  select k.procedure, max(k.title) as title, max(k.field) as field, min(k.number) as number,
         string_agg(distinct k.decision, ', ' order by k.decision) as decisions, sum(k.dossiers) as dossiers
  from known k group by k.procedure)
select l.procedure, coalesce(p.title, l.title) as title, coalesce(p.field, l.field) as field,
       case when p.record_no is null then 'absent' else 'not-published' end as portal_state, l.dossiers,
       l.number as service_no, l.decisions, p.level as agency_level, p.agency
from listed l
left join api.clean_published_procedures p on p.record_no = l.procedure
where not coalesce(p.published, false)
order by l.dossiers desc, l.number nulls last, l.decisions is null, l.procedure;
