-- Wrong tries are counted by the kernel (kernel.tries), whether there is such a number or not.
alter table grid.number drop column tries, drop column tried_at;
/* What was done to a matter stays as it was said. Not kernel.open again after this: it would give it back. */
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then revoke delete on grid.entry from linli_app; end if;
end $$;
