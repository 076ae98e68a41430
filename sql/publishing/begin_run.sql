-- Notes a run that has just taken the lease; without a fence it is a dry run, which leaves core.feed alone.
-- psql -v feed="'eid-accounts'" -v fence=7 … -f sql/publishing/begin_run.sql
with run as (
  insert into core.run (feed, fence, trigger, state, contract_hash, code_epoch)
  select :feed, coalesce(:fence, 0), :trigger, 'pulling', :contract_hash, :code_epoch
  where :fence::bigint is null or exists (select from core.feed f where f.feed = :feed and f.fence = :fence)
  returning run_id
), taken as (
  update core.feed f set lease_run = run.run_id from run where f.feed = :feed and f.fence = :fence
)
select run_id from run;
