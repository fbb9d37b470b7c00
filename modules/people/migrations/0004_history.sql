-- What was changed on a card, and which cards became one, is never taken away again; the keys of what is sealed in it may be.
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then revoke delete on people.change, people.merge from linli_app; end if;
end $$;
