-- 巡查：点位、计划、一次巡查、每个点的到访；上门服务只依本人要求或同意
create table grid.point (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  name      text not null,
  building  uuid,
  lon       double precision,
  lat       double precision,
  /* What the label on the spot says as a QR code or an NFC tag; nobody is told it by the system. */
  code      text not null,
  primary key (community, id),
  constraint "grid.codeTaken" unique (community, code)
);
comment on table grid.point is 'distributed by community';
create index point_here on grid.point (place, state);

create table grid.plan (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  name      text not null,
  holder    uuid not null,
  holder_name text not null,
  /* 1 = Monday … 7 = Sunday. */
  days      text[] not null check (cardinality(days) > 0 and days <@ array['1', '2', '3', '4', '5', '6', '7']),
  starts    text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  minutes   int not null check (minutes between 10 and 1440),
  points    uuid[] not null check (cardinality(points) > 0),
  from_day  date not null,
  until_day date,
  primary key (community, id)
);
comment on table grid.plan is 'distributed by community';
create index plan_here on grid.plan (place, state);

create table grid.round (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  plan      uuid not null,
  name      text not null,
  holder    uuid not null,
  holder_name text not null,
  day       date not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  set_out_at timestamptz,
  ended_at  timestamptz,
  reason    text,
  primary key (community, id),
  foreign key (community, plan) references grid.plan,
  constraint "grid.roundMade" unique (community, plan, day)
);
comment on table grid.round is 'distributed by community';
create index round_here on grid.round (place, day);
create index round_held on grid.round (holder, day);

create table grid.visit (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  round     uuid not null,
  point     uuid not null,
  point_name text not null,
  seq       int not null,
  holder    uuid not null,
  ends_at   timestamptz not null,
  /* The one moment of the visit; where the worker walked in between is not kept. */
  visited_at timestamptz,
  proof     text[] not null default '{}',
  metres    int,
  accuracy  int,
  photos    uuid[] not null default '{}',
  said      text,
  primary key (community, id),
  foreign key (community, round) references grid.round,
  foreign key (community, point) references grid.point,
  unique (community, round, point)
);
comment on table grid.visit is 'distributed by community';
create index visit_of on grid.visit (community, round, seq);
create index visit_here on grid.visit (place, ends_at);

create table grid.home_visit (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  owner     uuid,
  holder    uuid,
  holder_name text,
  what      text not null,
  address   text not null,
  contact   text,
  phone     text,
  /* A visit without either does not exist. */
  consent   text not null check (consent in ('asked', 'agreed')),
  consent_said text not null,
  asked_by  text,
  asked_at  timestamptz not null,
  wanted    date,
  answer_by timestamptz not null,
  comes_at  timestamptz,
  ended_at  timestamptz,
  result    text,
  photos    uuid[] not null default '{}',
  primary key (community, id)
);
comment on table grid.home_visit is 'distributed by community';
create index home_visit_here on grid.home_visit (place, state, asked_at);
create index home_visit_owner on grid.home_visit (owner) where owner is not null;

select kernel.open('grid');
