-- A cell is written again and again in place: with room on its page, neither of its two indexes has to be told.
-- Applied by `de06 migrate`; forward only, never edited after a release.

alter table core.indicator_value set (fillfactor = 50);
