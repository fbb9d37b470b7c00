-- 居民、同户、各项来源
create schema people;

/* One person, one uuid, in whichever community: found by the keyed hash of the document, which has no way back. */
create table people.identity (
  id_key text primary key,
  person uuid not null
);
comment on table people.identity is 'by key';

create table people.resident (
  community  kernel.community not null,
  id         uuid not null,
  person     uuid not null,
  place      kernel.place not null,
  state      text not null,
  name       text not null,
  initials   text not null,
  id_number  text,
  id_key     text,
  phone      text,
  phone_key  text,
  phone_tail text,
  sex        text check (sex in ('男', '女')),
  birth      date,
  room       uuid,
  address    text,
  /* The id of whoever heads it, or of whoever was there first. */
  household  uuid not null,
  relation   text not null,
  residence  text not null,
  account    uuid,
  since      timestamptz not null,
  until      date,
  primary key (community, id),
  constraint "people.noSuchRoom" foreign key (community, room) references places.room,
  check (left(place, 12) = community)
);
comment on table people.resident is 'distributed by community';
create unique index "people.alreadyHere" on people.resident (community, person) where state in ('living', 'away');
create index resident_place on people.resident (place, state, address);
create index resident_initials on people.resident (community, initials text_pattern_ops);
create index resident_tail on people.resident (community, phone_tail);
create index resident_phone on people.resident (community, phone_key);
create index resident_document on people.resident (community, id_key);
create index resident_room on people.resident (community, room);
create index resident_household on people.resident (community, household);
create index resident_account on people.resident (account) where account is not null;

/* Where each field of a resident came from, and when. */
create table people.fact (
  community kernel.community not null,
  resident  uuid not null,
  field     text not null,
  source    text not null,
  at        timestamptz not null,
  primary key (community, resident, field),
  foreign key (community, resident) references people.resident
);
comment on table people.fact is 'distributed by community';

select kernel.open('people');
