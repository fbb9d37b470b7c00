-- Wrong guesses, wherever a secret can be guessed: what exists and what does not is counted alike.
create table kernel.tries (
  key   text primary key,
  tries int not null,
  at    timestamptz not null,
  until timestamptz
);
comment on table kernel.tries is 'by key';
create index tries_at on kernel.tries (at);
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then
    -- Who moved or looked is written once; a migration's memory is the owner's alone.
    revoke insert, update, delete on kernel.migration from linli_app;
    revoke update, delete on kernel.stay from linli_app;
  end if;
end $$;
