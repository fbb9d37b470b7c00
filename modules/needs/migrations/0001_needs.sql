-- 需求摸底：一次摸底、应答的住户、一户一表、纸表的两遍、每一条意愿
create schema needs;

create table needs.survey (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  state      text not null,
  title      text not null,
  said       text not null default '',
  /* Without grids and buildings everybody in the community is asked. */
  grids      text[] not null default '{}',
  buildings  uuid[] not null default '{}',
  /* Besides the wishes: [{ ask, choices }], in this order. */
  questions  jsonb not null,
  until      date not null,
  opened_at  timestamptz,
  closes_at  timestamptz,
  sort_by    timestamptz,
  hand_by    timestamptz,
  handed_at  timestamptz,
  by_name    text,
  primary key (community, id)
);
comment on table needs.survey is 'distributed by community';
create index survey_place on needs.survey (place, until desc, id);

/* The households that are asked, as they were on the day it opened: what every rate is counted against. */
create table needs.door (
  community kernel.community not null,
  survey    uuid not null,
  room      uuid not null,
  place     kernel.place not null,
  address   text not null,
  tenant    boolean not null,
  elder     boolean not null,
  /* The sheet that counts. */
  sheet     uuid,
  outcome   text,
  primary key (community, survey, room),
  foreign key (community, survey) references needs.survey,
  check ((sheet is null) = (outcome is null))
);
comment on table needs.door is 'distributed by community';
create index door_place on needs.door (community, survey, place, address);

/* Everything a household ever said, also what was replaced. */
create table needs.sheet (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  survey    uuid not null,
  room      uuid not null,
  way       text not null check (way in ('portal', 'door', 'paper')),
  outcome   text not null check (outcome in ('answered', 'nobody', 'declined')),
  /* The answer to each question, in the survey's order; null where there is none. */
  choices   jsonb not null,
  wishes    jsonb not null,
  /* The account that sent it. */
  owner     uuid not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  constraint "needs.notAsked" foreign key (community, survey, room) references needs.door
);
comment on table needs.sheet is 'distributed by community';
create index sheet_door on needs.sheet (community, survey, room, at);
create index sheet_owner on needs.sheet (owner, at desc);

create table needs.wish (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  survey    uuid not null,
  sheet     uuid not null,
  room      uuid not null,
  /* In the household's own words, and as it is shown to everyone once somebody has sorted it. */
  said      text not null,
  title     text,
  kind      text not null,
  priority  text not null check (priority in ('1', '2', '3')),
  lead      uuid,
  clause    text,
  reason    text,
  passed_to text,
  number    text,
  topic     uuid,
  sorted_at timestamptz,
  primary key (community, id),
  foreign key (community, survey) references needs.survey,
  foreign key (community, sheet) references needs.sheet,
  constraint "needs.noSuchWish" foreign key (community, lead) references needs.wish,
  check ((state = 'merged') = (lead is not null)),
  check (state <> 'rejected' or (clause is not null and reason is not null)),
  check (state not in ('passed', 'raised') or number is not null)
);
comment on table needs.wish is 'distributed by community';
create index wish_survey on needs.wish (community, survey, state, id);
create index wish_lead on needs.wish (community, lead) where lead is not null;
create index wish_sheet on needs.wish (community, sheet);

create table needs.paper (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  survey    uuid not null,
  room      uuid not null,
  address   text not null,
  at        timestamptz not null,
  primary key (community, id),
  constraint "needs.notAsked" foreign key (community, survey, room) references needs.door
);
comment on table needs.paper is 'distributed by community';
create unique index "needs.paperTaken" on needs.paper (community, survey, room) where state <> 'counted';

create table needs.typed (
  community kernel.community not null,
  paper     uuid not null,
  nth       int not null,
  sheet     jsonb not null,
  by        uuid not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, paper, nth),
  constraint "needs.paperTaken" check (nth in (1, 2)),
  constraint "needs.sameHand" unique (community, paper, by),
  foreign key (community, paper) references needs.paper
);
comment on table needs.typed is 'distributed by community';

select kernel.open('needs');
