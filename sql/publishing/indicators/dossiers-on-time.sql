-- Hồ sơ đúng hạn: dossiers returned on or before the due day / dossiers returned, per unit and month of return.
-- psql -f sql/publishing/indicators/dossiers-on-time.sql
select coalesce(t.home_unit, '') as unit,
       to_char(t.returned_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as period,
       count(*) filter (where (t.returned_at at time zone 'Asia/Ho_Chi_Minh')::date <= t.due_on) as numerator,
       count(*) as denominator
from clean.service_dossiers t
where t.generation = (select c.generation from core.feed_current c where c.feed = 'service-dossiers')
  and t.returned_at is not null and t.due_on is not null
group by 1, 2;
