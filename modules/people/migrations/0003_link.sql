-- 居民把自己的账号关联到人口信息：申请、核对、批准
create table people.link (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  state      text not null,
  /* The account that asks, and the name under which it signed up. */
  owner      uuid not null,
  owner_name text not null,
  name       text not null,
  /* Kept until somebody has compared it, and no longer. */
  id_number  text,
  id_key     text,
  address    text not null,
  /* Whom it was linked to. */
  person     uuid,
  reason     text,
  at         timestamptz not null,
  primary key (community, id)
);
comment on table people.link is 'distributed by community';
create unique index "people.linkPending" on people.link (community, owner) where state = 'applied';
create index link_owner on people.link (owner);
create index link_place on people.link (place, state, at);

select kernel.open('people');
