-- 议事：组织与席位、授权、议题、会议、决议
create schema council;

create table council.body (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  state      text not null,
  kind       text not null,
  /* Who decides or carries out stands on one side, who watches on the other; nobody on both. */
  side       text not null check (side in ('act', 'watch', 'none')),
  name       text not null,
  term       text not null default '',
  "from"     date not null,
  until      date not null,
  /* Where everybody of age belongs to it: how many they are. */
  entitled   int check (entitled > 0),
  households int check (households > 0),
  groups     jsonb not null,
  /* The same body on the chart of organisations, where it is there, too. */
  chart      uuid,
  ended      text,
  primary key (community, id),
  unique (community, id, side),
  constraint "council.backwards" check (until > "from"),
  constraint "council.noSuchChart" foreign key (community, chart) references places.body
);
comment on table council.body is 'distributed by community';
create unique index "council.bodyTaken" on council.body (community, name) where state <> 'ended';
create index body_place on council.body (place, kind);

create table council.seat (
  community kernel.community not null,
  id        uuid not null,
  body      uuid not null,
  side      text not null,
  member    uuid not null,
  name      text not null,
  account   uuid,
  role      text not null,
  grp       text not null default '',
  /* Only where the law counts them; null elsewhere. */
  cadre     boolean,
  woman     boolean,
  finance   boolean,
  during    daterange not null check (not isempty(during)),
  how       text not null,
  why       text,
  replaces  uuid,
  primary key (community, id),
  constraint "council.noSuchBody" foreign key (community, body, side) references council.body (community, id, side),
  constraint "council.noSuchMember" foreign key (community, member) references places.member,
  constraint "council.noSuchSeat" foreign key (community, replaces) references council.seat,
  constraint "council.alreadySits" exclude using gist (community with =, body with =, member with =, during with &&),
  constraint "council.watchesItself" exclude using gist (community with =, member with =, side with <>, during with &&)
    where (side <> 'none')
);
comment on table council.seat is 'distributed by community';
create index seat_body on council.seat (community, body);
create index seat_account on council.seat (community, account) where account is not null;

create table council.kin (
  community kernel.community not null,
  id        uuid not null,
  a         uuid not null,
  b         uuid not null,
  relation  text not null,
  at        timestamptz not null,
  by_name   text,
  primary key (community, id),
  constraint "council.ownKin" check (a <> b),
  constraint "council.kinKnown" unique (community, a, b),
  foreign key (community, a) references places.member,
  foreign key (community, b) references places.member
);
comment on table council.kin is 'distributed by community';

create table council.topic (
  community    kernel.community not null,
  id           uuid not null,
  place        kernel.place not null,
  state        text not null,
  number       text not null,
  title        text not null,
  said         text not null default '',
  source       text not null,
  owner        uuid,
  proposer     text,
  /* A joint motion: how many names, out of how many, counted among whom. */
  capacity     text,
  signers      int not null default 0,
  out_of       int,
  /* Reports of the grid that show that it is needed. */
  evidence     text[] not null default '{}',
  matter       text,
  major        boolean not null default false,
  body         uuid,
  reason       text,
  forwarded    text,
  collected_at timestamptz not null,
  examine_by   timestamptz not null,
  examined_at  timestamptz,
  updated_at   timestamptz not null,
  primary key (community, id),
  constraint "council.topicNumber" unique (community, number),
  constraint "council.noSuchBody" foreign key (community, body) references council.body
);
comment on table council.topic is 'distributed by community';
create index topic_newest on council.topic (place, collected_at desc, id);
create index topic_owner on council.topic (owner, collected_at desc) where owner is not null;

create table council.support (
  community kernel.community not null,
  topic     uuid not null,
  by        uuid not null,
  name      text not null,
  at        timestamptz not null,
  constraint "council.alreadySupported" primary key (community, topic, by),
  foreign key (community, topic) references council.topic
);
comment on table council.support is 'distributed by community';

/* 四议两公开: each step stands on the one before it. */
create table council.step (
  community kernel.community not null,
  topic     uuid not null,
  step      int not null check (step between 1 and 6),
  previous  int generated always as (case when step > 1 then step - 1 end) stored,
  "on"      date not null,
  said      text not null default '',
  entitled  int,
  present   int,
  yes       int,
  by_name   text,
  constraint "council.stepTaken" primary key (community, topic, step),
  foreign key (community, topic) references council.topic,
  constraint "council.skippedStep" foreign key (community, topic, previous) references council.step (community, topic, step)
);
comment on table council.step is 'distributed by community';

create table council.meeting (
  community    kernel.community not null,
  id           uuid not null,
  place        kernel.place not null,
  state        text not null,
  body         uuid not null,
  law          text not null,
  title        text not null,
  venue        text not null,
  starts_at    timestamptz not null,
  /* What is talked over here goes on to the assembly: its notice is the longer one. */
  onward       boolean not null default false,
  urgent       text,
  notice_by    date not null,
  convened_at  timestamptz,
  opened_at    timestamptz,
  closed_at    timestamptz,
  /* Fixed when it opens: who could come. And, where there are no seats, how many came. */
  entitled     int,
  headcount    int,
  minutes      text,
  published_at timestamptz,
  reason       text,
  primary key (community, id),
  constraint "council.noSuchBody" foreign key (community, body) references council.body,
  constraint "council.moreThanEntitled" check (headcount <= entitled)
);
comment on table council.meeting is 'distributed by community';
create index meeting_newest on council.meeting (place, starts_at desc, id);

create table council.item (
  community  kernel.community not null,
  id         uuid not null,
  meeting    uuid not null,
  at         int not null,
  topic      uuid,
  title      text not null,
  said       text not null default '',
  method     text not null check (method in ('hands', 'signed', 'report')),
  outcome    text check (outcome in ('carried', 'lost', 'invalid', 'postponed', 'heard')),
  present    int,
  yes        int,
  no         int,
  abstain    int,
  verdict    jsonb,
  reason     text,
  primary key (community, id),
  unique (community, meeting, id),
  foreign key (community, meeting) references council.meeting,
  foreign key (community, topic) references council.topic,
  constraint "council.moreVotes" check (yes + no + abstain <= present)
);
comment on table council.item is 'distributed by community';
create index item_meeting on council.item (community, meeting, at);
create index item_topic on council.item (community, topic) where topic is not null;

create table council.speech (
  community kernel.community not null,
  id        uuid not null,
  meeting   uuid not null,
  item      uuid not null,
  at        timestamptz not null,
  speaker   text not null,
  said      text not null,
  primary key (community, id),
  foreign key (community, meeting, item) references council.item (community, meeting, id)
);
comment on table council.speech is 'distributed by community';
create index speech_of on council.speech (community, meeting, item, at);

create table council.attendance (
  community kernel.community not null,
  meeting   uuid not null,
  seat      uuid not null,
  /* By whom: oneself, somebody else with a written mandate, or nobody, with leave. */
  came      text not null check (came in ('present', 'proxy', 'excused')),
  proxy     uuid,
  reason    text,
  at        timestamptz not null,
  primary key (community, meeting, seat),
  foreign key (community, meeting) references council.meeting,
  constraint "council.noSuchSeat" foreign key (community, seat) references council.seat,
  constraint "council.proxyAbsent" foreign key (community, meeting, proxy) references council.attendance (community, meeting, seat),
  check ((came = 'proxy') = (proxy is not null))
);
comment on table council.attendance is 'distributed by community';

create table council.voice (
  community kernel.community not null,
  meeting   uuid not null,
  item      uuid not null,
  seat      uuid not null,
  choice    text not null check (choice in ('yes', 'no', 'abstain')),
  at        timestamptz not null,
  primary key (community, item, seat),
  foreign key (community, meeting, item) references council.item (community, meeting, id),
  constraint "council.notPresent" foreign key (community, meeting, seat) references council.attendance
);
comment on table council.voice is 'distributed by community';

create table council.signature (
  community kernel.community not null,
  meeting   uuid not null,
  name      text not null,
  seat      uuid,
  at        timestamptz not null,
  constraint "council.alreadySigned" primary key (community, meeting, name),
  foreign key (community, meeting) references council.meeting,
  foreign key (community, seat) references council.seat
);
comment on table council.signature is 'distributed by community';

/* The last number given in a body's year: taken and given back with the transaction, so that none is missing. */
create table council.series (
  community kernel.community not null,
  body      uuid not null,
  year      int not null,
  last      int not null,
  primary key (community, body, year),
  foreign key (community, body) references council.body
);
comment on table council.series is 'distributed by community';

create table council.resolution (
  community     kernel.community not null,
  id            uuid not null,
  place         kernel.place not null,
  state         text not null,
  body          uuid not null,
  year          int not null,
  number        int not null check (number > 0),
  title         text not null,
  said          text not null,
  topic         uuid,
  item          uuid,
  ballot        uuid,
  decided_on    date not null,
  counted       text not null,
  matter        text not null,
  major         boolean not null,
  displayed_on  date,
  display_until date,
  taken_down_on date,
  executor      uuid,
  begun_at      timestamptz,
  due_at        timestamptz,
  done_at       timestamptz,
  result        text,
  filed_at      timestamptz,
  reason        text,
  primary key (community, id),
  constraint "council.numberTaken" unique (community, body, year, number),
  constraint "council.alreadyResolved" unique (community, item),
  constraint "council.alreadyCounted" unique (community, ballot),
  constraint "council.noSuchBody" foreign key (community, body) references council.body,
  foreign key (community, executor) references council.body,
  foreign key (community, topic) references council.topic,
  foreign key (community, item) references council.item,
  /* Born of a count and of nothing else. */
  constraint "council.noCount" check (num_nonnulls(item, ballot) = 1)
);
comment on table council.resolution is 'distributed by community';
create index resolution_newest on council.resolution (place, decided_on desc, id);
create index resolution_topic on council.resolution (community, topic) where topic is not null;

create table council.mandate (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  state      text not null,
  body       uuid not null,
  matters    text[] not null check (cardinality(matters) > 0),
  "from"     date not null,
  until      date not null,
  resolution uuid,
  document   text,
  reason     text,
  primary key (community, id),
  constraint "council.noSuchBody" foreign key (community, body) references council.body,
  constraint "council.noSuchResolution" foreign key (community, resolution) references council.resolution,
  constraint "council.noGrant" check (resolution is not null or document is not null),
  constraint "council.backwards" check (until > "from")
);
comment on table council.mandate is 'distributed by community';
create index mandate_body on council.mandate (community, body);

/* Who has which part in what a resolution is about: of the same, nobody has two. */
create table council.part (
  community  kernel.community not null,
  id         uuid not null,
  resolution uuid not null,
  who        uuid not null,
  act        text not null check (act in ('decide', 'execute', 'supervise')),
  /* Who carries it out stands alone: whoever decided it or watches it does not. */
  hand       text not null generated always as (case act when 'execute' then 'does' else 'rules' end) stored,
  name       text not null,
  at         timestamptz not null,
  primary key (community, id),
  foreign key (community, resolution) references council.resolution,
  constraint "council.partTaken" unique (community, resolution, who, act),
  constraint "council.twoParts" exclude using gist (community with =, resolution with =, who with =, hand with <>)
);
comment on table council.part is 'distributed by community';

create table council.objection (
  community   kernel.community not null,
  id          uuid not null,
  resolution  uuid not null,
  by          uuid not null,
  name        text not null,
  at          timestamptz not null,
  said        text not null,
  answer      text,
  answered_at timestamptz,
  answered_by text,
  primary key (community, id),
  foreign key (community, resolution) references council.resolution
);
comment on table council.objection is 'distributed by community';
create index objection_of on council.objection (community, resolution, at);

/* What was done with a topic or a resolution, line by line. */
create table council.entry (
  community kernel.community not null,
  id        uuid not null,
  record    uuid not null,
  seq       bigint generated always as identity,
  at        timestamptz not null,
  move      text not null,
  by_name   text,
  text      text,
  primary key (community, id)
);
comment on table council.entry is 'distributed by community';
create index entry_of on council.entry (community, record, at, seq);

select kernel.open('council');
