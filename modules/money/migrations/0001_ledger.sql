-- The ledger: one book for each owner, its accounts and months, vouchers that balance and are never changed.
create schema money;

create table money.book (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  owner_kind text not null check (owner_kind in ('committee', 'collective', 'owners', 'street')),
  name      text not null,
  from_year int not null,
  last_year int not null,
  closed_year int,
  opened_at timestamptz not null,
  primary key (community, id),
  /* The collective's money stands apart from the committee's: each owner has a book of its own. CD-02 */
  constraint "money.bookThere" unique (community, owner_kind)
);
comment on table money.book is 'distributed by community';
create index book_here on money.book (place, state);

/* `balance` is what the postings add up to, debit above zero. */
create table money.account (
  community kernel.community not null,
  book      uuid not null,
  code      text not null check (code ~ '^\d{3}(\d{2}){0,3}$'),
  name      text not null,
  side      text not null check (side in ('debit', 'credit')),
  first_level boolean not null,
  balance   bigint not null default 0,
  primary key (community, book, code),
  foreign key (community, book) references money.book,
  constraint "money.cashNegative" check (code !~ '^10[12]' or balance >= 0)
);
comment on table money.account is 'distributed by community';

create table money.month (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  book      uuid not null,
  month     text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  last_number int not null default 0,
  close_by  timestamptz not null,
  reconciled_at timestamptz,
  reconciled_by text,
  closed_at timestamptz,
  closed_by uuid,
  closed_name text,
  reopened_by uuid,
  reopened_why text,
  primary key (community, id),
  foreign key (community, book) references money.book,
  unique (community, book, month),
  constraint "money.ownReopening" check (reopened_by is null or reopened_by <> closed_by)
);
comment on table money.month is 'distributed by community';
create index month_here on money.month (place, state, month);

/* Numbered without gaps in its book and month; `source` is what it was posted for, and posted once. */
create table money.voucher (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  book      uuid not null,
  month     text not null,
  number    int not null check (number > 0),
  day       date not null,
  said      text not null,
  total     bigint not null,
  source    text not null,
  record    uuid not null,
  reverses  uuid,
  made_by   uuid not null,
  made_name text,
  made_at   timestamptz not null,
  documents uuid[] not null default '{}',
  primary key (community, id),
  foreign key (community, book, month) references money.month (community, book, month),
  foreign key (community, reverses) references money.voucher,
  constraint "money.numberTaken" unique (community, book, month, number),
  constraint "money.postedAlready" unique (community, book, source, record),
  constraint "money.reversedAlready" unique (community, reverses),
  check (to_char(day, 'YYYY-MM') = month)
);
comment on table money.voucher is 'distributed by community';
create index voucher_here on money.voucher (place, day);

/* Below zero only in a reversing entry. Fund and line are what the money is for. */
create table money.posting (
  community kernel.community not null,
  voucher   uuid not null,
  line      int not null,
  book      uuid not null,
  account   text not null,
  debit     bigint not null default 0,
  credit    bigint not null default 0,
  fund      uuid,
  budget_line uuid,
  said      text,
  primary key (community, voucher, line),
  foreign key (community, voucher) references money.voucher,
  foreign key (community, book, account) references money.account,
  check ((debit = 0) <> (credit = 0))
);
comment on table money.posting is 'distributed by community';
create index posting_account on money.posting (community, book, account, voucher);
create index posting_fund on money.posting (community, fund) where fund is not null;

create table money.balance (
  community kernel.community not null,
  book      uuid not null,
  account   text not null,
  month     text not null,
  debit     bigint not null default 0,
  credit    bigint not null default 0,
  primary key (community, book, account, month),
  foreign key (community, book, account) references money.account
);
comment on table money.balance is 'distributed by community';

/* Asked at the end of the transaction, when all lines of a voucher are there; another line later is asked again. */
create function money.balanced() returns trigger language plpgsql as $$
declare n int; d bigint; c bigint; of uuid; said bigint; under kernel.community;
begin
  of := case tg_table_name when 'voucher' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'voucher')::uuid end;
  under := new.community;
  select count(*), coalesce(sum(debit), 0), coalesce(sum(credit), 0) into n, d, c
    from money.posting where community = under and voucher = of;
  select total into said from money.voucher where community = under and id = of;
  if n < 2 or d <> c or d <> said then
    raise exception 'voucher % does not balance: % debit, % credit', of, d, c
      using errcode = '23514', constraint = 'money.unbalanced';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on money.voucher deferrable initially deferred
  for each row execute function money.balanced();
create constraint trigger balanced after insert on money.posting deferrable initially deferred
  for each row execute function money.balanced();

select kernel.open('money');
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then
    revoke update, delete on money.voucher, money.posting from linli_app;
  end if;
end $$;
