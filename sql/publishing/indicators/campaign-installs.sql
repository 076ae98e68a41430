-- Installs helped with, as the teams count them a month.
-- psql -f sql/publishing/indicators/campaign-installs.sql
-- What teams count is in the registers too, so it is never added to them.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.installs as numerator, 1::bigint as denominator
from api_full.clean_campaign_tallies t
where t.campaign = 'peak-day' and t.installs is not null;
