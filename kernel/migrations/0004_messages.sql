-- 发到外面的消息（短信、微信、邮件）、本人不接收的、手机验证码
/* The inbox is one thing, what leaves the house another: the inbox loses the columns that were kept for it. */
alter table kernel.message drop column channel, drop column address, drop column sent;
create index message_unread on kernel.message ("to") where seen is null;

/* `place`: whose administrators see it; '' is the installation's own. `content` fills the template: sealed, and gone once a secret has served. */
create table kernel.outgoing (
  id          uuid primary key,
  channel     text not null check (channel in ('sms', 'email', 'wechat')),
  address     text not null,
  address_key text not null,
  template    text not null,
  purpose     text not null,
  content     text,
  place       text collate "C" not null,
  state       text not null,
  at          timestamptz not null,
  /* When it is to be tried next, or taken from whoever fell silent with it; null: never again. */
  next_at     timestamptz,
  /* From then on nobody needs it any more; null again when it has served. */
  until       timestamptz,
  tries       int not null default 0,
  /* One entry for each try: when, how it ended, in which words. A try without an end was cut off. */
  tried       jsonb not null default '[]',
  carrier     text,
  /* The number under which the provider has it. */
  receipt     text,
  ended       timestamptz
);
comment on table kernel.outgoing is 'by key';
create index outgoing_due on kernel.outgoing (until, next_at) where next_at is not null;
create index outgoing_until on kernel.outgoing (until) where until is not null;
create index outgoing_newest on kernel.outgoing (at desc, id);
create index outgoing_place on kernel.outgoing (place, at desc);

/* What the holder of an address does not want any more. The address itself is not kept, only its blind index. */
create table kernel.declined (
  address_key text not null,
  purpose     text not null,
  at          timestamptz not null,
  primary key (address_key, purpose)
);
comment on table kernel.declined is 'by key';

/* A code that was sent to a phone: neither the code nor the phone nor the address it was asked from can be read here. */
create table kernel.phone_code (
  id        uuid primary key,
  phone_key text not null,
  ip_key    text,
  purpose   text not null,
  digest    text not null,
  at        timestamptz not null,
  until     timestamptz not null,
  tries     int not null default 0,
  used      timestamptz
);
comment on table kernel.phone_code is 'by key';
create index phone_code_of on kernel.phone_code (phone_key, at desc);
create index phone_code_from on kernel.phone_code (ip_key, at desc) where ip_key is not null;
create index phone_code_at on kernel.phone_code using brin (at);
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
