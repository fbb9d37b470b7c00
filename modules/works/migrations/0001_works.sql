-- 工程：项目、报价、节点、变更、问题，三评，抽查和到场监督
create schema works;

create table works.project (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  title     text not null,
  said      text not null,
  item      text not null,
  kind      text not null check (kind in ('construction', 'goods', 'services')),
  /* What it was decided by, and its place in the order that was decided. */
  resolution uuid not null,
  resolution_number text not null,
  resolution_day date not null,
  rank      int not null check (rank > 0),
  score     int check (score >= 0),
  buildings uuid[] not null,
  estimate  bigint check (estimate > 0),
  estimate_said text,
  noticed_on date,
  notice_until date,
  quote     uuid,
  way       text,
  way_reference text,
  choice_reason text,
  decided_name text,
  decided_on date,
  contractor text,
  line      uuid,
  contract_number text,
  contract_amount bigint check (contract_amount > 0),
  signed_day date,
  due_on    date,
  out_of_turn text,
  completed_on date,
  accepted_number text,
  accepted_on date,
  accepted_name text,
  round     int not null default 0,
  closed_on date,
  reason    text,
  due_at    timestamptz,
  /* Who has managed or decided here, and who has watched: accounts, never one in both. CD-02 */
  hands     uuid[] not null default '{}',
  watchers  uuid[] not null default '{}',
  opened_at timestamptz not null,
  primary key (community, id),
  foreign key (community, resolution) references council.resolution,
  constraint "works.rankTaken" unique (community, resolution, rank),
  constraint "works.twoHands" check (not hands && watchers)
);
comment on table works.project is 'distributed by community';
create index project_here on works.project (place, state);

create table works.quote (
  community kernel.community not null,
  id        uuid not null,
  project   uuid not null,
  seq       bigint generated always as identity,
  bidder    text not null,
  bidder_kind text not null check (bidder_kind in ('company', 'person')),
  amount    bigint not null check (amount > 0),
  said      text not null,
  photos    uuid[] not null,
  primary key (community, id),
  foreign key (community, project) references works.project
);
comment on table works.quote is 'distributed by community';
create index quote_of on works.quote (community, project);

create table works.milestone (
  community kernel.community not null,
  id        uuid not null,
  project   uuid not null,
  n         int not null,
  title     text not null,
  due_on    date not null,
  share     int not null check (share between 1 and 100),
  reported_on date,
  passed_on date,
  primary key (community, id),
  foreign key (community, project) references works.project,
  unique (community, project, n)
);
comment on table works.milestone is 'distributed by community';

create table works.change (
  community kernel.community not null,
  id        uuid not null,
  project   uuid not null,
  seq       bigint generated always as identity,
  "on"      date not null,
  amount    bigint not null check (amount <> 0),
  why       text not null,
  /* Of its own, where it goes beyond the limit. */
  resolution uuid,
  resolution_number text,
  /* More money needs a paper of its own; less does not. */
  signed    boolean not null,
  primary key (community, id),
  foreign key (community, project) references works.project,
  foreign key (community, resolution) references council.resolution
);
comment on table works.change is 'distributed by community';
create index change_of on works.change (community, project);

create table works.defect (
  community kernel.community not null,
  id        uuid not null,
  project   uuid not null,
  seq       bigint generated always as identity,
  what      text not null,
  found_on  date not null,
  mend_by   date not null,
  photos    uuid[] not null,
  mended_on date,
  passed_on date,
  primary key (community, id),
  foreign key (community, project) references works.project
);
comment on table works.defect is 'distributed by community';
create index defect_of on works.defect (community, project);

/* Whose word is asked for: the homes that have something of it, as they were on the day of acceptance. */
create table works.household (
  community kernel.community not null,
  project   uuid not null,
  room      uuid not null,
  place     kernel.place not null,
  address   text not null,
  primary key (community, project, room),
  foreign key (community, project) references works.project
);
comment on table works.household is 'distributed by community';

/* That a home has answered, and what was answered, share no key and no time. */
create table works.reviewed (
  community kernel.community not null,
  project   uuid not null,
  round     int not null,
  room      uuid not null,
  primary key (community, project, round, room),
  constraint "works.notConcerned" foreign key (community, project, room) references works.household
);
comment on table works.reviewed is 'distributed by community';

create table works.opinion (
  community kernel.community not null,
  id        uuid not null default gen_random_uuid(),
  project   uuid not null,
  round     int not null,
  met       text not null check (met in ('yes', 'partly', 'no')),
  content   text not null check (content in ('very', 'fairly', 'not')),
  improve   text not null,
  primary key (community, id),
  foreign key (community, project) references works.project
);
comment on table works.opinion is 'distributed by community';
create index opinion_of on works.opinion (community, project, round);

create table works.entry (
  community kernel.community not null,
  id        uuid not null,
  record    uuid not null,
  at        timestamptz not null,
  seq       bigint generated always as identity,
  move      text not null,
  by_name   text,
  text      text,
  photos    uuid[] not null,
  primary key (community, id)
);
comment on table works.entry is 'distributed by community';
create index entry_of on works.entry (community, record, at);

create table works.draw (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  title     text not null,
  day       date not null,
  n         int not null check (n > 0),
  seal      text,
  first     int,
  salt      text,
  first_by  uuid,
  first_name text,
  second    int,
  second_by uuid,
  second_name text,
  seed      text,
  primary key (community, id),
  constraint "works.sameNumberGiver" check (second_by is null or second_by <> first_by)
);
comment on table works.draw is 'distributed by community';
create index draw_here on works.draw (place, state);

/* The list as it stood before any number was said. */
create table works.listed (
  community kernel.community not null,
  draw      uuid not null,
  project   uuid not null,
  drawn     boolean not null default false,
  primary key (community, draw, project),
  foreign key (community, draw) references works.draw,
  foreign key (community, project) references works.project
);
comment on table works.listed is 'distributed by community';

create table works.visit (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  project   uuid not null,
  draw      uuid,
  title     text not null,
  due_at    timestamptz,
  visited_at timestamptz,
  visited_name text,
  findings  text,
  question  text,
  answer    text,
  answered_name text,
  ended     text,
  photos    uuid[] not null default '{}',
  primary key (community, id),
  foreign key (community, project) references works.project,
  foreign key (community, draw) references works.draw
);
comment on table works.visit is 'distributed by community';
create index visit_here on works.visit (place, state);
create index visit_of on works.visit (community, project);

select kernel.open('works');
