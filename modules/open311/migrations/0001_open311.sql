-- 对接系统：登记的系统、服务的对应、转出的事项
create schema open311;

create table open311.system (
  id           uuid primary key,
  place        kernel.place not null,
  name         text not null,
  endpoint     text not null,
  /* Sealed; null where the other side asks for none. */
  api_key      text,
  jurisdiction text,
  format       text not null default 'json' check (format in ('json', 'xml')),
  active       boolean not null default true,
  /* The community into which its requests are brought; null: they are not. */
  pull_into    kernel.community,
  /* What it offers, as last read: [{code, name}]. */
  services     jsonb not null default '[]',
  added        timestamptz not null,
  /* Since when its requests and updates are still to be read. */
  read_until   timestamptz,
  contacted    timestamptz,
  tries        int not null default 0,
  next_at      timestamptz,
  said         text,
  brought      int not null default 0,
  constraint "open311.sameName" unique (name)
);
comment on table open311.system is 'reference';

create table open311.service (
  system   uuid not null references open311.system,
  service  text not null,
  category text not null,
  primary key (system, service)
);
comment on table open311.service is 'reference';

/* What of theirs could not be taken in, with the sentence; gone when it was. */
create table open311.failure (
  system   uuid not null references open311.system,
  external text not null,
  said     text not null,
  at       timestamptz not null,
  primary key (system, external)
);
comment on table open311.failure is 'reference';

create table open311.passing (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  matter    uuid not null,
  number    text not null,
  title     text not null,
  system    uuid not null,
  service   text not null,
  /* What is to be sent, sealed; gone once it has arrived. */
  content   text,
  passed_at timestamptz not null,
  passed_by uuid,
  tries     int not null default 0,
  next_at   timestamptz,
  said      text,
  token     text,
  external  text,
  /* Their own words, and their own time of them: what is older is not news. */
  heard     text,
  heard_at  timestamptz,
  primary key (community, id),
  constraint "open311.passedAlready" unique (community, matter, system)
);
comment on table open311.passing is 'distributed by community';
create index passing_due on open311.passing (system, next_at) where state = 'waiting';
create index passing_external on open311.passing (system, external);

select kernel.open('open311');
