-- Youth-union bases that joined the peak day, as the teams count them a month.
-- psql -f sql/publishing/indicators/campaign-bases-joined.sql
-- What teams count is in the registers too, so it is never added to them.
select coalesce(t.home_unit, '') as unit, t.record_id as record,
       (to_date(split_part(t.slice, '/', 1), 'YYYY-MM') + interval '1 month' - interval '1 day')::date as day,
       t.bases_joined as numerator, t.bases as denominator
     , case when t.bases_joined < t.bases then 'not-joined' end as cause
from api_full.clean_campaign_tallies t
where t.campaign = 'peak-day' and t.bases_joined is not null and t.bases is not null;
