-- 网格的变迁：哪一天起叫什么、在哪里，撤销后并入谁
alter table places.place add column became text[] not null default '{}';

/* How a grid was before it was drawn anew; what stands now is in places.place. */
create table places.former (
  code    kernel.place not null references places.place,
  during  daterange not null,
  name    text not null,
  outline jsonb,
  primary key (code, during without overlaps)
);
comment on table places.former is 'reference';

create table places.redrawing (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null constraint "places.noSuchPlace" references places.place,
  state     text not null,
  title     text not null,
  "from"    date not null,
  /* The first moment of that day, until which it may be dropped. */
  takes_effect timestamptz not null,
  /* { grids: [{ place, name, outline }], ends: [{ place, heir }] } */
  plan      jsonb not null,
  gaps      double precision not null,
  outside   double precision not null,
  moved     int not null default 0,
  by        uuid not null,
  by_name   text not null,
  at        timestamptz not null,
  primary key (community, id)
);
comment on table places.redrawing is 'distributed by community';
create index redrawing_place on places.redrawing (place, at);

select kernel.open('places');
