-- Level 2 collections helped with in one campaign, as the teams count them a month.
-- psql -v campaign="'youth-month'" -f sql/publishing/indicators/campaign-level-2-collected.sql
-- What teams count is in the registers too, so it is never added to them.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.level2_collected as numerator, 1::bigint as denominator
from api_full.clean_campaign_tallies t
where t.campaign = :campaign and t.level2_collected is not null;
