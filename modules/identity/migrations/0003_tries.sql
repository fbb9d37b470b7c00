-- Wrong tries are counted by the kernel (kernel.tries), here as everywhere.
drop table identity.tries;
/* Who tried to come in is written once. Not kernel.open again after this: it would give it back. */
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then revoke update, delete on identity.sign_in from linli_app; end if;
end $$;
