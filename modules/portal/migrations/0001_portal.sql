-- 门户：公告和它说过的每一句话
create schema portal;

create table portal.notice (
  community    kernel.community not null,
  id           uuid not null,
  place        kernel.place not null,
  state        text not null,
  kind         text not null,
  title        text not null,
  body         text not null,
  photos       uuid[] not null default '{}',
  pinned       boolean not null default false,
  until        timestamptz,
  drafted_at   timestamptz not null,
  drafter      text,
  published_at timestamptz,
  publisher    text,
  withdrawn    text,
  updated_at   timestamptz not null,
  primary key (community, id)
);
comment on table portal.notice is 'distributed by community';
create index notice_shown on portal.notice (place, pinned desc, published_at desc, id) where state = 'published';
create index notice_newest on portal.notice (place, drafted_at desc, id);

create table portal.entry (
  community kernel.community not null,
  id        uuid not null,
  notice    uuid not null,
  seq       bigint generated always as identity,
  at        timestamptz not null,
  move      text not null,
  by_name   text,
  text      text,
  primary key (community, id),
  foreign key (community, notice) references portal.notice
);
comment on table portal.entry is 'distributed by community';
create index entry_of on portal.entry (community, notice, at, seq);

select kernel.open('portal');
