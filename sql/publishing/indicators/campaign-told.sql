-- People told of eID at the booths, as the teams count them a month.
-- psql -f sql/publishing/indicators/campaign-told.sql
-- What teams count is in the registers too, so it is never added to them.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.told as numerator, 1::bigint as denominator
from api_full.clean_campaign_tallies t
where t.campaign = 'booth' and t.told is not null;
