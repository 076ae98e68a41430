-- People guided through online services in one campaign, as the teams count them a month.
-- psql -v campaign="'peak-day'" -f sql/publishing/indicators/campaign-services.sql
-- What teams count is in the registers too, so it is never added to them.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.services as numerator, 1::bigint as denominator
from api_full.clean_campaign_tallies t
where t.campaign = :campaign and t.services is not null;
