-- 表决：选票、名册、异议、谁用过权利、票箱、纸票、公开的票
create schema if not exists council;

create table council.ballot (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  title     text not null,
  about     text not null,
  body      text not null,
  /* Each with its options; what a sheet says is a list of numbers in their order. */
  questions jsonb not null,
  opens_at  timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  drafted_by text,
  listed_at timestamptz,
  object_by timestamptz,
  provisional boolean not null default false,
  /* Of the key that signs the right to vote without seeing the vote: everybody may check with it. */
  public_key text,
  urns      int not null default 0,
  result    jsonb,
  counted_at timestamptz,
  published_at timestamptz,
  shown_until timestamptz,
  reason    text,
  primary key (community, id),
  check (left(place, 12) = community)
);
comment on table council.ballot is 'distributed by community';
create index ballot_here on council.ballot (place, state, opens_at desc);

/* The key that signs, and the one that seals the box; both are gone when the box has been emptied. */
create table council.ballot_key (
  community kernel.community not null,
  ballot    uuid not null,
  sign      text not null,
  box       text not null,
  primary key (community, ballot),
  foreign key (community, ballot) references council.ballot
);
comment on table council.ballot_key is 'distributed by community';

create table council.voter (
  community kernel.community not null,
  ballot    uuid not null,
  id        uuid not null,
  person    uuid,
  name      text not null,
  place     kernel.place not null,
  door      text,
  why       text not null,
  /* In hundredths of a square metre, and under whose name it is counted as one person. */
  area      bigint check (area > 0),
  counts_as text not null,
  proxy     uuid,
  proxy_said text,
  struck    text,
  primary key (community, ballot, id),
  foreign key (community, ballot) references council.ballot,
  foreign key (community, ballot, proxy) references council.voter,
  constraint "council.ownProxy" check (proxy <> id)
);
comment on table council.voter is 'distributed by community';
create unique index "council.onRollTwice" on council.voter (community, ballot, person) where struck is null and area is null;
create index voter_person on council.voter (person) where person is not null;
create index voter_proxy on council.voter (community, ballot, proxy) where proxy is not null;

create table council.roll_change (
  community kernel.community not null,
  ballot    uuid not null,
  voter     uuid not null,
  id        uuid not null,
  what      text not null check (what in ('added', 'struck', 'proxy')),
  reason    text not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, ballot, id),
  foreign key (community, ballot, voter) references council.voter
);
comment on table council.roll_change is 'distributed by community';

create table council.roll_objection (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  ballot    uuid not null,
  owner     uuid not null,
  by_name   text,
  said      text not null,
  raised_at timestamptz not null,
  answer_by timestamptz not null,
  provisional boolean not null default false,
  answer    text,
  answered_at timestamptz,
  primary key (community, id),
  foreign key (community, ballot) references council.ballot
);
comment on table council.roll_objection is 'distributed by community';
create index roll_objection_of on council.roll_objection (community, ballot, raised_at);

/* That a right was used and how, never for what. `part`: the secret sheet, or the questions that are signed by name. */
create table council.right_used (
  community kernel.community not null,
  ballot    uuid not null,
  voter     uuid not null,
  part      text not null check (part in ('secret', 'signed')),
  channel   text not null check (channel in ('online', 'booth', 'paper')),
  /* What was signed is chance itself to whoever does not hold the voter's device: kept so that a lost answer can be given again. */
  blinded   bytea,
  signature bytea,
  constraint "council.rightUsed" primary key (community, ballot, voter, part),
  foreign key (community, ballot, voter) references council.voter
);
comment on table council.right_used is 'distributed by community';

/*
 * The box: some dozens of sheets in one sealed row, written anew as a whole with each sheet that comes. A row tells how
 * many are in it and when the last one came, and nothing of any of them: no order, no moment, no place.
 */
create table council.urn (
  community kernel.community not null,
  ballot    uuid not null,
  n         int not null,
  box       bytea not null,
  primary key (community, ballot, n),
  foreign key (community, ballot) references council.ballot
);
comment on table council.urn is 'distributed by community';

create table council.signed_vote (
  community kernel.community not null,
  ballot    uuid not null,
  voter     uuid not null,
  /* Sealed until the count. */
  sheet     text,
  primary key (community, ballot, voter),
  foreign key (community, ballot, voter) references council.voter
);
comment on table council.signed_vote is 'distributed by community';

/* Entered twice by different people, and a third time where they differ. `sheet` null: it is spoiled. */
create table council.paper (
  community kernel.community not null,
  ballot    uuid not null,
  number    int not null check (number > 0),
  round     int not null check (round between 1 and 3),
  by_id     uuid not null,
  by_name   text,
  sheet     jsonb,
  constraint "council.paperEntered" primary key (community, ballot, number, round),
  foreign key (community, ballot) references council.ballot
);
comment on table council.paper is 'distributed by community';

/* What anybody may recount: written at once after the close, in the order of chance. */
create table council.sheet (
  community kernel.community not null,
  ballot    uuid not null,
  id        uuid not null,
  channel   text not null check (channel in ('online', 'paper', 'signed')),
  token     text,
  signature text,
  said      jsonb,
  voter     uuid,
  primary key (community, ballot, id),
  foreign key (community, ballot) references council.ballot
);
comment on table council.sheet is 'distributed by community';
create unique index "council.tokenTwice" on council.sheet (community, ballot, token) where token is not null;

select kernel.open('council');
