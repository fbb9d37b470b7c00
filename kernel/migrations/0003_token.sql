-- Tokens by which other systems act for an account, within the operations they were given. Only the hash is kept.
create table kernel.token (
  id      uuid primary key default uuidv7(),
  token   bytea not null unique,
  account uuid not null,
  /* What it is for, in the words of whoever gave it out. */
  name    text not null,
  /* `grid.report`, `grid.*` or `*`. */
  scopes  text[] not null check (cardinality(scopes) > 0),
  created timestamptz not null,
  until   timestamptz not null,
  used    timestamptz,
  revoked timestamptz
);
comment on table kernel.token is 'reference';
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
