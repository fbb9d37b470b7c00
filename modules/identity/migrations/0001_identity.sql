-- 账号、岗位、登录记录
create schema identity;
create extension if not exists btree_gist;

create table identity.account (
  id           uuid primary key,
  /* Where it was opened: the administrators over this place see it. */
  place        kernel.place not null,
  username     text not null constraint "identity.usernameTaken" unique,
  name         text not null,
  phone        text,
  phone_key    text constraint "identity.phoneTaken" unique,
  /* The number on duty, shown to everyone. */
  work_phone   text,
  password     text not null,
  must_change  boolean not null,
  person       uuid constraint "identity.hasAccount" unique,
  tries        int not null default 0,
  locked_until timestamptz,
  last_sign_in timestamptz,
  disabled_at  timestamptz
);
comment on table identity.account is 'reference';
create index account_place on identity.account (place, username);

create table identity.post (
  id      uuid primary key,
  account uuid not null constraint "identity.noSuchAccount" references identity.account,
  role    text not null,
  place   kernel.place not null,
  during  daterange not null check (not isempty(during)),
  constraint "identity.alreadyHolds" exclude using gist (account with =, role with =, place with =, during with &&),
  /* 三员分立: whoever is one of the three is none of the other two, anywhere, on any day. */
  constraint "identity.twoAdministrators" exclude using gist (account with =, role with <>, during with &&)
    where (role in ('system-admin', 'security-admin', 'audit-admin'))
);
comment on table identity.post is 'reference';
create index post_account on identity.post (account);
create index post_place on identity.post (place, role);

/* Every attempt to sign in, kept for the six months the law asks; `tried` is masked when it is a phone. */
create table identity.sign_in (
  id      uuid primary key,
  tried   text not null,
  account uuid,
  ok      boolean not null,
  at      timestamptz not null,
  ip      text
);
comment on table identity.sign_in is 'by key';
create index sign_in_account on identity.sign_in (account, at);
create index sign_in_at on identity.sign_in using brin (at);

select kernel.open('identity');
