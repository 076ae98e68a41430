-- Installs of an app up to a day: the counter of all platforms, or without one the sum of theirs.
-- psql -v app="'egov %'" -f sql/publishing/indicators/app-installs.sql
select '' as unit, t.record_id as record, t.on_day as day, t.installs as numerator, 1::bigint as denominator
from api_full.clean_app_installs t
where lower(t.app) like :app and t.installs is not null
  and (t.platform = 'all' or not exists (
    select from api_full.clean_app_installs a where a.app = t.app and a.on_day = t.on_day and a.platform = 'all'));
