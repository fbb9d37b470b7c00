-- From a fund to a payment: each step is a row that names the one before it, and no sum may pass the one above it.
create table money.fund (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  year      int not null,
  name      text not null,
  purpose   text not null,
  source    text not null check (source in ('government', 'donation', 'lottery', 'own')),
  account   text not null,
  /* By rule: how much, and who pays which share of it. */
  allocated bigint not null check (allocated >= 0),
  city      bigint not null default 0,
  county    bigint not null default 0,
  basis     text not null,
  carried   bigint not null default 0,
  borrowed  bigint not null default 0,
  received  bigint not null default 0,
  budgeted  bigint not null default 0,
  reserved  bigint not null default 0,
  paid      bigint not null default 0,
  carried_out bigint not null default 0,
  carried_from uuid,
  carried_to uuid,
  opened_at timestamptz not null,
  primary key (community, id),
  foreign key (community, book) references money.book,
  foreign key (community, book, account) references money.account,
  constraint "money.fundThere" unique (community, book, year, name),
  check (city + county in (0, allocated)),
  check (received >= 0 and budgeted >= 0 and reserved >= 0 and paid >= 0 and paid <= reserved),
  constraint "money.overFund" check (budgeted <= greatest(allocated + carried + borrowed, received)),
  constraint "money.overdrawn" check (reserved + carried_out <= received)
);
comment on table money.fund is 'distributed by community';
create index fund_here on money.fund (place, year, state);

create table money.loan (
  community kernel.community not null,
  id        uuid not null,
  fund      uuid not null,
  lender    text not null,
  amount    bigint not null check (amount > 0),
  yearly    bigint not null check (yearly > 0),
  repaid    bigint not null default 0,
  resolution uuid not null,
  resolution_number text not null,
  resolution_day date not null,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, fund) references money.fund,
  constraint "money.overLoan" check (repaid <= amount)
);
comment on table money.loan is 'distributed by community';
create index loan_of on money.loan (community, fund);

/* A resolution of the council's register by its id, number and date; the ballot before it where there was one. */
create table money.budget (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  fund      uuid not null,
  name      text not null,
  resolution uuid not null,
  resolution_number text not null,
  resolution_day date not null,
  ballot    uuid,
  decided  bigint not null check (decided > 0),
  lined     bigint not null default 0,
  adopted_at timestamptz,
  primary key (community, id),
  foreign key (community, fund) references money.fund,
  constraint "money.overResolution" check (lined <= decided)
);
comment on table money.budget is 'distributed by community';
create index budget_here on money.budget (place, state);
create index budget_of on money.budget (community, fund);

create table money.line (
  community kernel.community not null,
  id        uuid not null,
  budget    uuid not null,
  name      text not null,
  kind      text not null,
  amount    bigint not null check (amount > 0),
  committed bigint not null default 0 check (committed >= 0),
  paid      bigint not null default 0,
  primary key (community, id),
  foreign key (community, budget) references money.budget,
  unique (community, budget, name),
  constraint "money.overLine" check (committed <= amount)
);
comment on table money.line is 'distributed by community';
create index line_of on money.line (community, budget);

create table money.commitment (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  line      uuid not null,
  contract  uuid not null,
  number    text not null,
  kind      text not null,
  party     text not null,
  party_kind text not null check (party_kind in ('company', 'person')),
  what      text not null,
  amount    bigint not null check (amount > 0),
  accepted  bigint not null default 0,
  accepted_number text,
  accepted_day date,
  reserved  bigint not null default 0 check (reserved >= 0),
  paid      bigint not null default 0 check (paid >= 0),
  loan      uuid,
  signed_day date not null,
  made_by   uuid not null,
  primary key (community, id),
  foreign key (community, line) references money.line,
  foreign key (community, loan) references money.loan,
  constraint "money.contractThere" unique (community, line, number),
  constraint "money.overContract" check (accepted <= amount),
  constraint "money.beforeAcceptance" check (reserved <= accepted),
  check (paid <= reserved)
);
comment on table money.commitment is 'distributed by community';
create index commitment_here on money.commitment (place, state);
create index commitment_of on money.commitment (community, line);

create table money.batch (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  number    text not null,
  n         int not null default 0,
  total     bigint not null default 0,
  made_by   uuid not null,
  made_name text,
  made_at   timestamptz not null,
  primary key (community, id),
  foreign key (community, book) references money.book,
  unique (community, number)
);
comment on table money.batch is 'distributed by community';
create index batch_here on money.batch (place, state);

create table money.payment (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  number    text not null,
  book      uuid not null,
  fund      uuid not null,
  commitment uuid not null,
  what      text not null,
  amount    bigint not null check (amount > 0),
  way       text not null check (way in ('bank', 'cash')),
  debit     text not null,
  credit    text not null,
  payee     text not null,
  payee_kind text not null check (payee_kind in ('company', 'person')),
  bank      text,
  /* Sealed, with the tail that people compare. */
  bank_account text,
  bank_tail text,
  invoice   text,
  documents uuid[] not null default '{}',
  maker     uuid not null,
  maker_name text,
  made_at   timestamptz not null,
  checker   uuid,
  checker_name text,
  checked_at timestamptz,
  committee uuid,
  committee_name text,
  committee_at timestamptz,
  supervision uuid,
  supervision_name text,
  supervision_at timestamptz,
  approved_at timestamptz,
  held      int not null default 0 check (held >= 0),
  batch     uuid,
  paid_day  date,
  serial    text,
  failed_why text,
  back_why  text,
  primary key (community, id),
  foreign key (community, book) references money.book,
  foreign key (community, fund) references money.fund,
  foreign key (community, commitment) references money.commitment,
  foreign key (community, batch) references money.batch,
  foreign key (community, book, debit) references money.account,
  foreign key (community, book, credit) references money.account,
  constraint "money.paymentNumber" unique (community, number),
  constraint "money.ownCheck" check (checker is null or checker <> maker),
  constraint "money.ownSignature" check (
    (committee is null or committee <> maker) and (supervision is null or supervision not in (maker, checker)) and
    (committee is null or supervision is null or committee <> supervision)),
  constraint "money.noAccountToPay" check (way = 'cash' or bank_account is not null)
);
comment on table money.payment is 'distributed by community';
create index payment_here on money.payment (place, state);
create index payment_of on money.payment (community, commitment);
create index payment_fund on money.payment (community, fund, paid_day);
create unique index "money.invoiceUsed" on money.payment (community, payee, invoice)
  where invoice is not null and state <> 'cancelled';

create table money.hold (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  payment   uuid not null,
  title     text not null,
  question  text not null,
  asked_by  uuid not null,
  asked_name text,
  asked_at  timestamptz not null,
  answer_by timestamptz not null,
  answer    text,
  answered_name text,
  answered_at timestamptz,
  ended     text,
  ended_at  timestamptz,
  primary key (community, id),
  foreign key (community, payment) references money.payment
);
comment on table money.hold is 'distributed by community';
create index hold_here on money.hold (place, state);
create index hold_of on money.hold (community, payment);
create unique index "money.heldAlready" on money.hold (community, payment) where ended_at is null;

/* What the bank says, as it came: the same line comes twice and is one. Below zero is money out. */
create table money.bank_line (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  account   text not null,
  day       date not null,
  serial    text not null,
  amount    bigint not null check (amount <> 0),
  party     text not null,
  said      text not null,
  balance   bigint,
  voucher   uuid,
  matched_by text,
  primary key (community, id),
  foreign key (community, book, account) references money.account,
  foreign key (community, voucher) references money.voucher,
  unique (community, book, account, serial),
  constraint "money.matchedAlready" unique (community, voucher)
);
comment on table money.bank_line is 'distributed by community';
create index bank_line_here on money.bank_line (place, state, day);
