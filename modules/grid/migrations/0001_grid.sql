-- 网格事项：分类、事项、编号、经过
create schema grid;

create table grid.category (
  code     text primary key,
  name     text not null,
  parent   text references grid.category,
  urgency  text not null check (urgency in ('emergency', 'utility', 'ordinary', 'complex', 'consult')),
  keywords text[] not null default '{}',
  advice   text,
  /* Family, health, money of one household: never shown in public, not even without a name. */
  private  boolean not null default false,
  ext_code text
);
comment on table grid.category is 'reference';

/* The number a person reads out over the phone: unique everywhere, so it has a table of its own. */
create table grid.number (
  number    text primary key,
  community kernel.community not null,
  matter    uuid not null,
  tries     int not null default 0,
  tried_at  timestamptz
);
comment on table grid.number is 'by key';

create table grid.matter (
  community   kernel.community not null,
  id          uuid not null,
  place       kernel.place not null,
  number      text not null,
  state       text not null,
  category    text not null constraint "grid.noSuchCategory" references grid.category,
  urgency     text not null,
  source      text not null,
  title       text not null,
  description text not null default '',
  address     text,
  building    uuid,
  lon         double precision,
  lat         double precision,
  owner       uuid,
  ticket      uuid not null,
  contact     text,
  phone       text,
  phone_key   text,
  phone_tail  text,
  holder      uuid,
  holder_name text,
  reported_at timestamptz not null,
  accept_by   timestamptz not null,
  dispatch_by timestamptz not null,
  result_by   timestamptz not null,
  provisional boolean not null default false,
  closed_at   timestamptz,
  result      text,
  returned    int not null default 0,
  reopened    int not null default 0,
  urged       int not null default 0,
  urged_at    timestamptz,
  raised      int not null default 0,
  raised_at   timestamptz,
  rating      int check (rating between 1 and 5),
  rating_text text,
  foreign_source text,
  foreign_id  text,
  primary key (community, id),
  constraint "grid.repeatedForeign" unique (community, foreign_source, foreign_id)
);
comment on table grid.matter is 'distributed by community';
create index matter_newest on grid.matter (place, reported_at desc, id);
create index matter_state on grid.matter (place, state, reported_at desc);
create index matter_category on grid.matter (community, category, reported_at desc);
create index matter_owner on grid.matter (owner, reported_at desc) where owner is not null;
create index matter_words on grid.matter using gin ((number || ' ' || title || ' ' || coalesce(address, '')) gin_trgm_ops);

create table grid.entry (
  community kernel.community not null,
  id        uuid not null,
  matter    uuid not null,
  /* Two lines of the same moment stand in the order in which they were written. */
  seq       bigint generated always as identity,
  at        timestamptz not null,
  move      text not null,
  by        uuid,
  by_name   text,
  text      text,
  photos    uuid[] not null default '{}',
  internal  boolean not null default false,
  primary key (community, id),
  foreign key (community, matter) references grid.matter
);
comment on table grid.entry is 'distributed by community';
create index entry_of on grid.entry (community, matter, at, seq);

select kernel.open('grid');
