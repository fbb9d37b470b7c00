-- Wrong tries are counted by the kernel (kernel.tries), here as everywhere.
drop table identity.tries;
/* Who tried to come in is written once. Not kernel.open again after this: it would give it back. */
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then revoke update, delete on identity.sign_in from linli_app; end if;
end $$;
/* A person may close the own account, for good. */
alter table identity.account drop constraint account_state_check;
alter table identity.account add constraint account_state_check check (state in ('invited', 'active', 'dormant', 'closed', 'gone'));
