-- 组织、职务、任期、任职、领导和指导关系
/* Few, and read by everybody. `community` of a street's own body is the street's code filled up with zeros. */
create table places.body (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null constraint "places.noSuchPlace" references places.place,
  state     text not null,
  family    text not null generated always as ('body') stored,
  kind      text not null,
  name      text not null,
  duty      text not null default '',
  phone     text not null default '',
  office    text not null default '',
  "from"    date,
  until     date,
  primary key (community, id),
  constraint "places.noSuchKind" foreign key (family, kind) references places.kind,
  check (length(place) in (9, 12))
);
comment on table places.body is 'reference';
create unique index "places.bodyTaken" on places.body (community, name) where state = 'working';
create index body_place on places.body (place);
create index body_id on places.body (id);

create table places.line (
  community       kernel.community not null,
  id              uuid not null,
  body            uuid not null,
  upper_community kernel.community not null,
  upper           uuid not null,
  kind            text not null check (kind in ('leads', 'guides')),
  during          daterange not null check (not isempty(during)),
  primary key (community, id),
  foreign key (community, body) references places.body,
  constraint "places.noSuchBody" foreign key (upper_community, upper) references places.body,
  constraint "places.selfLine" check (body <> upper),
  constraint "places.lineTaken" exclude using gist
    (community with =, body with =, upper_community with =, upper with =, kind with =, during with &&)
);
comment on table places.line is 'reference';
create index line_body on places.line (body);
create index line_upper on places.line (upper_community, upper);

create table places.seat (
  community kernel.community not null,
  id        uuid not null,
  body      uuid not null,
  name      text not null,
  number    int not null check (number > 0),
  above     uuid,
  at        int not null,
  until     date,
  primary key (community, id),
  foreign key (community, body) references places.body,
  constraint "places.noSuchSeat" foreign key (community, above) references places.seat
);
comment on table places.seat is 'reference';
create unique index "places.seatTaken" on places.seat (community, body, name) where until is null;

create table places.term (
  community kernel.community not null,
  id        uuid not null,
  body      uuid not null,
  name      text not null,
  during    daterange not null check (not isempty(during)),
  primary key (community, id),
  foreign key (community, body) references places.body,
  constraint "places.termsOverlap" exclude using gist (community with =, body with =, during with &&)
);
comment on table places.term is 'reference';

/* One who holds posts in bodies: a name that is public, and, when known, the account and the person behind it. */
create table places.member (
  community kernel.community not null,
  id        uuid not null,
  name      text not null,
  account   uuid constraint "places.noSuchAccount" references identity.account,
  person    uuid,
  primary key (community, id),
  constraint "places.hasAccount" unique (community, account)
);
comment on table places.member is 'reference';
create index member_name on places.member (community, name);

create table places.holding (
  community kernel.community not null,
  id        uuid not null,
  seat      uuid not null,
  member    uuid not null,
  term      uuid,
  how       text not null,
  during    daterange not null check (not isempty(during)),
  why       text,
  primary key (community, id),
  foreign key (community, seat) references places.seat,
  constraint "places.noSuchMember" foreign key (community, member) references places.member,
  foreign key (community, term) references places.term,
  constraint "places.alreadySits" exclude using gist (community with =, seat with =, member with =, during with &&)
);
comment on table places.holding is 'reference';

select kernel.open('places');
