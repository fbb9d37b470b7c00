-- The kernel's own tables: what every record that moves, every request and every fact leaves behind.
-- Each table says in its comment how it is spread over machines: by community, by key, or copied everywhere (reference).
create extension if not exists pg_trgm;

do $$ begin
  if not exists (select from pg_roles where rolname = 'linli_app') then create role linli_app login; end if;
exception when insufficient_privilege then raise notice 'linli_app cannot be created; the owner serves';
end $$;

/* Opens a module's schema to the application's role: it may read and write rows, and change nothing else. */
create function kernel.open(schema name) returns void language plpgsql as $$ begin
  if not exists (select from pg_roles where rolname = 'linli_app') then return; end if;
  execute format('grant usage on schema %I to linli_app', schema);
  execute format('grant select, insert, update, delete on all tables in schema %I to linli_app', schema);
  execute format('grant usage on all sequences in schema %I to linli_app', schema);
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to linli_app', schema);
  execute format('alter default privileges in schema %I grant usage on sequences to linli_app', schema);
end $$;

/* A division code. Byte order makes a scope a range: everything in 320582100 lies between '320582100' and '320582100:'. */
create domain kernel.place as text collate "C" check (value ~ '^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$');
create domain kernel.community as text collate "C" check (value ~ '^\d{12}$');

-- ── Work in hand: one row a record that moves ──
create table kernel.work (
  community kernel.community not null,
  machine   text not null,
  record    uuid not null,
  place     kernel.place not null,
  title     text not null,
  state     text not null,
  since     timestamptz not null,
  due       timestamptz,
  provisional boolean not null default false,
  holder    uuid,
  owner     uuid,
  urged     int not null default 0,
  raised    int not null default 0,
  ended     boolean not null default false,
  primary key (community, machine, record)
);
comment on table kernel.work is 'distributed by community';
create index work_here on kernel.work (place, machine, state, due) where not ended;
create index work_late on kernel.work (place, due) where not ended and due is not null;
create index work_held on kernel.work (holder, due) where not ended and holder is not null;
create index work_owned on kernel.work (owner) where owner is not null;

/* How long each record stayed in each state: a row is written when it leaves. */
create table kernel.stay (
  community kernel.community not null,
  id        bigint generated always as identity,
  machine   text not null,
  record    uuid not null,
  place     kernel.place not null,
  state     text not null,
  since     timestamptz not null,
  until     timestamptz not null,
  late      boolean not null,
  holder    uuid,
  primary key (community, id)
);
comment on table kernel.stay is 'distributed by community';
create index stay_here on kernel.stay (place, machine, state, until) include (since, late);
create index stay_of on kernel.stay (community, machine, record);

/* How many stand in each state now, and what moved on which day: kept with the fact, so a chart never counts records. */
create table kernel.standing (
  community kernel.community not null,
  place     kernel.place not null,
  machine   text not null,
  state     text not null,
  n         int not null,
  primary key (community, machine, place, state)
);
comment on table kernel.standing is 'distributed by community';
create index standing_here on kernel.standing (place, machine, state) include (n);

create table kernel.tally (
  community kernel.community not null,
  place     kernel.place not null,
  machine   text not null,
  state     text not null,
  day       date not null,
  entered   int not null default 0,
  departed  int not null default 0,
  late      int not null default 0,
  seconds   bigint not null default 0,
  primary key (community, machine, place, state, day)
);
comment on table kernel.tally is 'distributed by community';
create index tally_here on kernel.tally (place, machine, day);

-- ── The trail ──
/* Written once, by the request that did the thing. `digest` covers the row; a job links digests into a chain. */
create table kernel.trail (
  community text collate "C" not null,
  id        bigint generated always as identity,
  xid       xid8 not null default pg_current_xact_id(),
  at        timestamptz not null,
  op        text not null,
  kind      text not null check (kind in ('query', 'command', 'move', 'note')),
  actor     uuid,
  name      text,
  record    uuid,
  persons   uuid[] not null default '{}',
  reason    text,
  input     jsonb not null,
  digest    bytea not null,
  primary key (community, id)
);
comment on table kernel.trail is 'distributed by community';
create index trail_record on kernel.trail (community, record, id) where record is not null;
create index trail_persons on kernel.trail using gin (persons);
create index trail_actor on kernel.trail (actor, at);
create index trail_order on kernel.trail (xid, id);
create index trail_at on kernel.trail using brin (at);

create table kernel.link (
  community text collate "C" not null,
  seq       bigint not null,
  trail     bigint not null,
  link      bytea not null,
  primary key (community, seq),
  unique (community, trail)
);
comment on table kernel.link is 'distributed by community';

create table kernel.checkpoint (
  id        bigint generated always as identity primary key,
  at        timestamptz not null,
  upto      xid8 not null,
  rows      bigint not null,
  heads     jsonb not null,
  root      bytea not null,
  signature bytea not null
);
comment on table kernel.checkpoint is 'reference';

/* The same request sent twice gets the same answer; kept as long as a tablet may stay without signal. */
create table kernel.receipt (
  actor  uuid not null,
  op     text not null,
  key    text not null,
  asked  bytea not null,
  answer jsonb,
  at     timestamptz not null,
  primary key (actor, op, key)
);
comment on table kernel.receipt is 'by key';
create index receipt_at on kernel.receipt using brin (at);

-- ── What other modules, other systems and people are told ──
create table kernel.outbox (
  id        bigint generated always as identity primary key,
  xid       xid8 not null default pg_current_xact_id(),
  fact      text not null,
  community text collate "C" not null,
  record    uuid not null,
  place     text collate "C" not null,
  actor     uuid,
  data      jsonb not null,
  at        timestamptz not null
);
comment on table kernel.outbox is 'by key';
create index outbox_order on kernel.outbox (xid, id);

create table kernel.cursor (
  consumer text primary key,
  xid      xid8 not null default '0',
  id       bigint not null default 0,
  at       timestamptz
);
comment on table kernel.cursor is 'reference';

create table kernel.message (
  id      uuid primary key default uuidv7(),
  "to"    uuid,
  channel text not null check (channel in ('inbox', 'sms', 'email', 'wechat')),
  address text,
  title   text not null,
  body    text not null,
  link    text,
  at      timestamptz not null,
  seen    timestamptz,
  sent    timestamptz
);
comment on table kernel.message is 'by key';
create index message_to on kernel.message ("to", at desc);

-- ── Settings by law and by area ──
create table kernel.figure (
  name  text not null,
  place text collate "C" not null,
  "from" date not null,
  "is"  numeric not null,
  reason text not null,
  by    uuid not null,
  at    timestamptz not null,
  primary key (name, place, "from")
);
comment on table kernel.figure is 'reference';

create table kernel.holiday (
  day  date primary key,
  off  boolean not null,
  name text not null
);
comment on table kernel.holiday is 'reference';
create table kernel.holiday_year (year int primary key, source text not null);
comment on table kernel.holiday_year is 'reference';

/* What is true of this installation as a whole: that it holds the demonstration town, say. */
create table kernel.installation (
  name  text primary key,
  value jsonb not null,
  at    timestamptz not null
);
comment on table kernel.installation is 'reference';

-- ── Files ──
create table kernel.file (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  record    uuid,
  owner     uuid,
  name      text not null,
  type      text not null,
  size      int not null check (size > 0),
  sha256    bytea not null,
  public    boolean not null default false,
  at        timestamptz not null,
  primary key (community, id)
);
comment on table kernel.file is 'distributed by community';
create index file_record on kernel.file (community, record) where record is not null;

-- ── Imports: a run, its rows, and the mapping remembered for next time ──
/* `read` rows and `done`, the last line of them, are committed with the rows themselves, so a run that was cut off goes
   on exactly there. `beat` is when a batch last came through; null: nobody is at it. */
create table kernel.import (
  id        uuid primary key default uuidv7(),
  kind      text not null,
  place     text collate "C" not null,
  file      text not null,
  path      text not null,
  sha256    bytea not null,
  state     text not null,
  mapping   jsonb not null,
  headers   jsonb not null,
  whole     boolean not null default false,
  total     int,
  read      int not null default 0,
  done      int not null default 0,
  added     int not null default 0,
  changed   int not null default 0,
  same      int not null default 0,
  bad       int not null default 0,
  problem   text,
  by        uuid not null,
  at        timestamptz not null,
  beat      timestamptz,
  ended     timestamptz
);
comment on table kernel.import is 'reference';
create index import_at on kernel.import (at desc);
create index import_ended on kernel.import (ended);

/* `cells` are sealed: a row that was refused may hold an id number, and nobody knows in which cell. */
create table kernel.import_bad (
  import  uuid not null references kernel.import on delete cascade,
  line    int not null,
  cells   text not null,
  reasons jsonb not null,
  primary key (import, line)
);
comment on table kernel.import_bad is 'reference';

/* `headers` is the fingerprint of a set of headers: the same form comes again every month. */
create table kernel.mapping (
  kind    text not null,
  headers text not null,
  mapping jsonb not null,
  at      timestamptz not null,
  primary key (kind, headers)
);
comment on table kernel.mapping is 'reference';

select kernel.open('kernel');
/* What is written in the trail stays as it was written: the application may add and read, and nothing else. */
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then
    revoke all on kernel.trail, kernel.link, kernel.checkpoint from linli_app;
    grant select, insert on kernel.trail, kernel.link, kernel.checkpoint to linli_app;
  end if;
end $$;
