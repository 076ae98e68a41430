-- Feeds whose rows are about no citizen: tallies, catalogues, logs.
alter table core.feed drop constraint feed_role_check;
alter table core.feed add constraint feed_role_check check (role in ('sector', 'reference', 'register'));
comment on column core.feed.role is 'sector, reference for the population extract, or register for rows about no citizen.';
