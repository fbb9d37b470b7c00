-- What a collective owns: things and resources, what they are worth, who rents them, what rent is owed and what it is for.
create schema assets;

create table assets.asset (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  number    text not null,
  name      text not null,
  kind      text not null,
  located   text not null,
  lon       double precision,
  lat       double precision,
  /* Of the land or the floor, in hundredths of a square metre. */
  area      bigint check (area > 0),
  photos    uuid[] not null default '{}',
  cost      bigint not null check (cost >= 0),
  registered_on date not null,
  written_off_on date,
  written_off_why text,
  resolution_number text,
  resolution_day date,
  primary key (community, id),
  foreign key (community, book) references money.book,
  constraint "assets.numberTaken" unique (community, number),
  constraint "assets.needsResolution" check (written_off_on is null or resolution_number is not null),
  check ((lon is null) = (lat is null))
);
comment on table assets.asset is 'distributed by community';
create index asset_here on assets.asset (place, state);

/* A value holds from its day until the next one: nothing is overwritten. */
create table assets.valuation (
  community kernel.community not null,
  id        uuid not null,
  asset     uuid not null,
  day       date not null,
  value     bigint not null check (value >= 0),
  yearly_rent bigint check (yearly_rent >= 0),
  basis     text not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, asset) references assets.asset,
  constraint "assets.valuedThatDay" unique (community, asset, day)
);
comment on table assets.valuation is 'distributed by community';

create table assets.lease (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  asset     uuid not null,
  book      uuid not null,
  number    text not null,
  tenant    text not null,
  tenant_kind text not null check (tenant_kind in ('company', 'person')),
  purpose   text not null,
  from_day  date not null,
  until     date not null check (until >= from_day),
  /* The days that nobody else may rent it: shortened when it ends before its time. */
  during    daterange not null,
  months    int not null check (months in (1, 3, 6, 12)),
  rent      bigint not null check (rent > 0),
  deposit   bigint not null default 0 check (deposit >= 0),
  held      bigint not null default 0 check (held between 0 and deposit),
  photos    uuid[] not null default '{}',
  resolution uuid,
  resolution_number text,
  resolution_day date,
  renews    uuid,
  drafter   uuid not null,
  drafter_name text,
  head      uuid,
  head_name text,
  supervisor uuid,
  supervisor_name text,
  ends_by   timestamptz not null,
  next_due  date,
  begun_at  timestamptz,
  ended_on  date,
  ended_why text,
  ended_by  uuid,
  primary key (community, id),
  foreign key (community, asset) references assets.asset,
  foreign key (community, book) references money.book,
  foreign key (community, renews) references assets.lease,
  constraint "assets.leaseThere" unique (community, number),
  constraint "assets.ownApproval" check (
    (head is null or head <> drafter) and (supervisor is null or supervisor not in (drafter, head))),
  constraint "assets.occupied" exclude using gist (community with =, asset with =, during with &&)
    where (state in ('agreed', 'running', 'ended', 'settled'))
);
comment on table assets.lease is 'distributed by community';
create index lease_here on assets.lease (place, state, until);
create index lease_of on assets.lease (community, asset);
create index lease_due on assets.lease (next_due) where next_due is not null;
create unique index "assets.oneTenant" on assets.lease (community, asset) where state = 'running';

/* Below zero only what an early end gives back. What was charged is never changed; `paid` follows it to the same sum. */
create table assets.charge (
  community kernel.community not null,
  id        uuid not null,
  lease     uuid not null,
  n         int not null,
  from_day  date not null,
  until     date not null,
  amount    bigint not null check (amount <> 0),
  due_day   date not null,
  paid      bigint not null default 0,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, lease) references assets.lease,
  constraint "assets.chargedAlready" unique (community, lease, n),
  constraint "assets.overPaid" check (paid between least(amount, 0) and greatest(amount, 0))
);
comment on table assets.charge is 'distributed by community';

create table assets.receipt (
  community kernel.community not null,
  id        uuid not null,
  lease     uuid not null,
  day       date not null,
  amount    bigint not null check (amount > 0),
  account   text not null,
  serial    text not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, lease) references assets.lease,
  constraint "assets.serialTaken" unique (community, lease, serial)
);
comment on table assets.receipt is 'distributed by community';

/* What a receipt is for, by the policy that held when the rent was due. */
create table assets.allotment (
  community kernel.community not null,
  receipt   uuid not null,
  purpose   text not null,
  amount    bigint not null check (amount > 0),
  fund      uuid not null,
  primary key (community, receipt, purpose),
  foreign key (community, receipt) references assets.receipt,
  foreign key (community, fund) references money.fund
);
comment on table assets.allotment is 'distributed by community';

/* Shares in ten-thousandths; the latest that began holds. */
create table assets.policy (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  book      uuid not null,
  from_day  date not null,
  pension   int not null check (pension >= 0),
  operations int not null check (operations >= 0),
  property  int not null check (property >= 0),
  culture   int not null check (culture >= 0),
  aid       int not null check (aid >= 0),
  resolution uuid,
  resolution_number text not null,
  resolution_day date not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, book) references money.book,
  constraint "assets.policyThere" unique (community, book, from_day),
  constraint "assets.notWhole" check (pension + operations + property + culture + aid = 10000)
);
comment on table assets.policy is 'distributed by community';
create index policy_here on assets.policy (place, from_day);

create table assets.member (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  number    text not null,
  name      text not null,
  shares    int not null check (shares >= 0),
  since     date not null,
  resolution_number text not null,
  primary key (community, id),
  foreign key (community, book) references money.book,
  constraint "assets.memberThere" unique (community, book, number)
);
comment on table assets.member is 'distributed by community';
create index member_here on assets.member (place, state, number);

create table assets.dividend (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  year      int not null,
  name      text not null,
  total     bigint not null check (total > 0),
  resolution uuid,
  resolution_number text not null,
  resolution_day date not null,
  drafter   uuid not null,
  declared_on date,
  declared_name text,
  primary key (community, id),
  foreign key (community, book) references money.book
);
comment on table assets.dividend is 'distributed by community';
create index dividend_here on assets.dividend (place, year);
create unique index "assets.dividendThere" on assets.dividend (community, book, year, name) where state <> 'dropped';

/* As it was when it was drawn up: who leaves later has had it all the same. */
create table assets.dividend_share (
  community kernel.community not null,
  dividend  uuid not null,
  member    uuid not null,
  number    text not null,
  name      text not null,
  shares    int not null check (shares > 0),
  amount    bigint not null check (amount >= 0),
  primary key (community, dividend, member),
  foreign key (community, dividend) references assets.dividend,
  foreign key (community, member) references assets.member
);
comment on table assets.dividend_share is 'distributed by community';

select kernel.open('assets');
