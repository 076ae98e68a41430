-- Cells of a figure are found by their period: when few periods move, and where one period is asked for.
-- Applied by `de06 migrate`; forward only, never edited after a release.

create index on core.indicator_value (code, period);
