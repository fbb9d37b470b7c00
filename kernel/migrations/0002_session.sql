-- Who is signed in. Only the hash of a token is kept: a copy of the database signs nobody in.
create table kernel.session (
  token   bytea primary key,
  actor   uuid not null,
  name    text not null,
  /* A guest knows the number of one record and the tail of a phone, and is no account. */
  guest   boolean not null,
  created timestamptz not null,
  used    timestamptz not null,
  until   timestamptz not null,
  /* Minutes without a request after which it ends. */
  idle    int,
  agent   text
);
comment on table kernel.session is 'by key';
create index session_actor on kernel.session (actor);
create index session_until on kernel.session (until);
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
