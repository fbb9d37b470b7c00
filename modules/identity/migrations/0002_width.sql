-- 账号的一生、两道验证、一次性码、委托、三员分立
-- An account has states now, and stands in the work in hand like every record that moves.
alter table identity.account
  alter column password drop not null,
  alter column must_change set default false,
  add column community   kernel.community not null default '000000000000',
  add column state       text not null default 'active' check (state in ('invited', 'active', 'closed')),
  /* Somebody who came by phone and opened it themselves. */
  add column signed_up   boolean not null default false,
  /* When the password was set. */
  add column password_at timestamptz,
  /* Until when the one-time code of an invitation is good. */
  add column invited_until timestamptz,
  /* The sealed secret of the second factor; counts once `totp_since` is set. `totp_step` is the last step that was used. */
  add column totp        text,
  add column totp_since  timestamptz,
  add column totp_step   bigint not null default 0;
update identity.account set community = rpad(place, 12, '0'), state = case when disabled_at is null then 'active' else 'closed' end;
alter table identity.account drop column disabled_at, drop column tries, drop column locked_until;

/* The twelve digits of a place above the communities end in zeros, as the state's own tables write them. */
create function identity.place_account() returns trigger language plpgsql as $$ begin
  new.community := rpad(new.place, 12, '0');
  return new;
end $$;
create trigger place_account before insert or update of place, community on identity.account
  for each row execute function identity.place_account();

insert into kernel.work (community, machine, record, place, title, state, since, ended)
  select community, 'identity.account', id, place, name, state, now(), false from identity.account;
insert into kernel.standing (community, place, machine, state, n)
  select community, place, 'identity.account', state, count(*) from identity.account group by 1, 2, 4;

/* Wrong tries, by account or, for a name that nobody has, by its keyed digest: both are counted in the same way. */
create table identity.tries (
  key   text primary key,
  tries int not null,
  at    timestamptz not null,
  until timestamptz
);
comment on table identity.tries is 'by key';
create index tries_at on identity.tries (at);

/* One-time codes by which somebody sets a password of their own; only a keyed digest is kept. */
create table identity.code (
  account uuid primary key references identity.account,
  key     text not null unique,
  until   timestamptz not null
);
comment on table identity.code is 'reference';

create table identity.recovery (
  account uuid not null references identity.account,
  key     text not null,
  primary key (account, key)
);
comment on table identity.recovery is 'reference';

create table identity.passkey (
  id         text constraint "identity.passkeyKnown" primary key,
  account    uuid not null references identity.account,
  name       text not null,
  public_key bytea not null,
  counter    bigint not null,
  transports text[] not null default '{}',
  created    timestamptz not null,
  used       timestamptz
);
comment on table identity.passkey is 'reference';
create index passkey_account on identity.passkey (account);

/* What a device is to sign: made here, used once. Without an account it is for signing in. */
create table identity.challenge (
  id        uuid primary key,
  challenge text not null,
  account   uuid,
  until     timestamptz not null
);
comment on table identity.challenge is 'by key';
create index challenge_until on identity.challenge (until);

alter table identity.sign_in
  add column way   text not null default 'password',
  add column agent text;

-- ── 三员分立：三个管理员一律不担任别的岗位 ──
create function identity.is_administrator(role text) returns int immutable language sql as
  $$ select (role in ('system-admin', 'security-admin', 'audit-admin'))::int $$;
alter table identity.post add constraint "identity.administratorsOnly"
  exclude using gist (account with =, identity.is_administrator(role) with <>, during with &&);

-- ── 委托 ──
create table identity.delegation (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  post      uuid not null references identity.post on delete cascade,
  owner     uuid not null references identity.account,
  deputy    uuid not null references identity.account,
  during    daterange not null check (not isempty(during)),
  reason    text not null,
  at        timestamptz not null,
  primary key (community, id),
  constraint "identity.lentTwice" exclude using gist (post with =, during with &&) where (state = 'given'),
  constraint "identity.toOneself" check (owner <> deputy)
);
comment on table identity.delegation is 'reference';
create index delegation_deputy on identity.delegation (deputy) where state = 'given';
create index delegation_owner on identity.delegation (owner);

/* An administrator borrows no post, and whoever has borrowed one becomes no administrator: the account's row is the lock
   on which the two meet. */
create function identity.keep_apart() returns trigger language plpgsql as $$
declare who uuid;
begin
  who := case tg_table_name when 'post' then (to_jsonb(new) ->> 'account')::uuid else (to_jsonb(new) ->> 'deputy')::uuid end;
  perform from identity.account where id = who for no key update;
  if exists (
    select from identity.delegation d join identity.post p on p.account = d.deputy and p.during && d.during
    where d.deputy = who and d.state = 'given' and identity.is_administrator(p.role) = 1
  ) then
    raise exception using errcode = '23P01', constraint = 'identity.administratorsOnly', message = 'administrators hold no other post';
  end if;
  return null;
end $$;
create trigger keep_apart after insert or update on identity.post for each row execute function identity.keep_apart();
create trigger keep_apart after insert or update on identity.delegation for each row execute function identity.keep_apart();

select kernel.open('identity');
