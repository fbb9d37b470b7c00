-- 区划、网格、楼栋、房屋
create schema places;

create table places.place (
  code    kernel.place constraint "places.placeTaken" primary key,
  name    text not null,
  level   smallint not null generated always as (length(code)) stored,
  parent  text collate "C" generated always as (left(code, case length(code)
            when 15 then 12 when 12 then 9 when 9 then 6 when 6 then 4 when 4 then 2 end)) stored
          constraint "places.noParent" references places.place,
  /* GeoJSON Polygon, WGS 84, and the box around it, by which a position finds the few outlines worth looking at. */
  outline jsonb,
  west    double precision,
  south   double precision,
  east    double precision,
  north   double precision,
  "from"  date,
  until   date
);
comment on table places.place is 'reference';
create index place_parent on places.place (parent, code);
create index place_box on places.place using gist (box(point(west, south), point(east, north))) where outline is not null;

create table places.building (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null constraint "places.noSuchGrid" references places.place,
  code      text not null,
  estate    text not null,
  name      text not null,
  /* Estate and name as addresses are compared: 花园新村12. */
  name_key  text not null,
  lon       double precision,
  lat       double precision,
  primary key (community, id),
  constraint "places.buildingTaken" unique (community, name_key),
  unique (community, code),
  check (left(place, 12) = community)
);
comment on table places.building is 'distributed by community';
create index building_place on places.building (place, code);

create table places.room (
  community kernel.community not null,
  id        uuid not null,
  building  uuid not null,
  unit      text not null,
  floor     int not null,
  name      text not null,
  /* Unit and door as addresses are compared: 3-502. */
  name_key  text not null,
  use       text not null check (use in ('home', 'shop', 'office', 'public')),
  primary key (community, id),
  constraint "places.roomTaken" unique (community, building, name_key),
  constraint "places.noSuchBuilding" foreign key (community, building) references places.building
);
comment on table places.room is 'distributed by community';

select kernel.open('places');
