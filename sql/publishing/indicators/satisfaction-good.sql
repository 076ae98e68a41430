-- Ratings that are satisfied / ratings, as each unit counts them a month.
-- psql -f sql/publishing/indicators/satisfaction-good.sql
-- one row each of: satisfaction
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.good as numerator, t.rated as denominator,
       case when t.good >= t.rated then null when t.bad >= t.fair then 'bad' else 'fair' end as cause
from api_full.clean_satisfaction t
where t.rated is not null and t.good is not null;
