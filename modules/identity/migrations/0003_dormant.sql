-- 久未登录的账号、用过的密码
/* Somebody who holds a post and does not come for long is locked out until the security administrator lets them in. `awake_at`
   is where counting begins while there is no later sign-in: taken into use, unlocked. Those that are there have their full time. */
alter table identity.account
  drop constraint account_state_check,
  add constraint account_state_check check (state in ('invited', 'active', 'dormant', 'closed')),
  add column awake_at timestamptz not null default now();

/* Hashes of passwords that an account has had, so that an old one does not come back; only the last few are kept. */
create table identity.past_password (
  account  uuid not null references identity.account on delete cascade,
  at       timestamptz not null,
  password text not null,
  primary key (account, password)
);
comment on table identity.past_password is 'reference';
create index past_password_account on identity.past_password (account, at);
insert into identity.past_password (account, at, password)
  select id, coalesce(password_at, now()), password from identity.account where password is not null;
