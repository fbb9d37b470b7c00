-- A session that its owner can recognise and end, what must be done in it before anything else, and turns by address.
alter table kernel.session
  add column id   uuid not null default uuidv7() unique,
  add column ip   text,
  /* What its owner must do first: a word of the module that opened it. */
  add column need text;

/* How often something was tried from one address since a moment. */
create table kernel.turn (
  key   text primary key,
  since timestamptz not null,
  n     int not null
);
comment on table kernel.turn is 'by key';
create index turn_since on kernel.turn (since);
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
