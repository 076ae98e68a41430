-- Hồ sơ trực tuyến: dossiers handed in online / all dossiers received, per unit and month of receipt.
-- psql -f sql/publishing/indicators/dossiers-online.sql
select coalesce(t.home_unit, '') as unit,
       to_char(t.received_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as period,
       count(*) filter (where t.channel = 'online') as numerator, count(*) as denominator
from clean.service_dossiers t
where t.generation = (select c.generation from core.feed_current c where c.feed = 'service-dossiers')
  and t.received_at is not null
group by 1, 2;
