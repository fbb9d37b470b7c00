-- 证件种类、居住经过、联系方式、关爱标签、走访、改动、合并、迁移交接、更正申请

/* One spelling for an address: 花园新村12幢3单元502室 is 花园新村12-3-502. The same as the import's; a test holds them together. */
create function people.spelled(address text) returns text language sql immutable strict parallel safe
return lower(trim(both '-' from
  regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(normalize(address, NFKC), '\s', '', 'g'),
        '(?<=[0-9a-zA-Z])(号楼|单元|幢|栋|座|梯|号|室|户)', '-', 'gi'),
      '(?<![0-9])0+(?=[0-9])', '', 'g'),
    '-+', '-', 'g')));

/* Pairs of neighbouring characters: a Chinese name of two characters has one, while it has no trigram. */
create function people.grams(words text) returns text[] language plpgsql immutable strict parallel safe as $$
declare pairs text[] := '{}';
begin
  for i in 1 .. length(words) - 1 loop
    pairs := pairs || substr(words, i, 2);
  end loop;
  return pairs;
end $$;

/*
 * What a door may be called: 花园新村12-3-502 answers to 502, 3-502, 12-3-502 and, without the unit, 12-502; whoever
 * says 幢 means the building: #12, #12-502, #12-3-502.
 */
create function people.doors(home_key text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
  whole text := substring(home_key from '[0-9a-z]+(?:-[0-9a-z]+)*$');
  part text[] := string_to_array(whole, '-');
  n int := cardinality(part);
  names text[] := '{}';
begin
  if whole is null then return names; end if;
  for i in 1 .. n loop
    names := names || array_to_string(part[i:], '-');
  end loop;
  if n = 3 then names := names || (part[1] || '-' || part[3]) || ('#' || part[1] || '-' || part[3]); end if;
  if n > 1 then names := names || ('#' || part[1]) || ('#' || whole); end if;
  return names;
end $$;

alter table people.resident
  /* Which kind of document the number is of. */
  add column document text,
  /* The keyed hash of the number's last four: in the clear they would give away the whole, with birth and county beside them. */
  add column id_tail text,
  add column hometown text,
  /* Another card of the same person that was found to be the one to keep: this one rests, and can be brought back. */
  add column merged_into uuid,
  add column home_key text generated always as (people.spelled(address)) stored,
  add foreign key (community, merged_into) references people.resident;
update people.resident set document = 'citizen' where id_number is not null;

drop index people."people.alreadyHere";
create unique index "people.alreadyHere" on people.resident (community, person)
  where state in ('living', 'away') and merged_into is null;

drop index people.resident_place, people.resident_initials, people.resident_tail, people.resident_phone, people.resident_document;
create index resident_list on people.resident (place, address, household, id);
create index resident_person on people.resident (person);
create index resident_name on people.resident (community, name, birth);
/* A surname alone is one in twenty: with these columns beside it, they are counted without a look at the cards. */
create index resident_names on people.resident (name text_pattern_ops) include (place, state, merged_into);
create index resident_grams on people.resident using gin (people.grams(name));
create index resident_initials on people.resident (initials text_pattern_ops);
create index resident_homes on people.resident using gin (people.grams(home_key));
create index resident_doors on people.resident using gin (people.doors(home_key));
create index resident_phone on people.resident (phone_key);
create index resident_tail on people.resident (phone_tail);
create index resident_document on people.resident (id_key);
create index resident_id_tail on people.resident (id_tail);
create index resident_merged on people.resident (place, state) where merged_into is not null;
create index resident_absorbed on people.resident (community, merged_into) where merged_into is not null;
/* A card and all that were merged into it; and the card that one was merged into, itself if into none. */
create function people.cards(of_community text, of_id uuid) returns setof uuid language sql stable as $$
  with recursive card (id) as (
    select of_id
    union select r.id from people.resident r join card on r.community = of_community and r.merged_into = card.id)
  select id from card $$;
create function people.root(of_community text, of_id uuid) returns uuid language sql stable as $$
  with recursive up (id, next, depth) as (
    select r.id, r.merged_into, 0 from people.resident r where r.community = of_community and r.id = of_id
    union all select r.id, r.merged_into, up.depth + 1 from people.resident r join up on r.community = of_community and r.id = up.next)
  select id from up order by depth desc limit 1 $$;
/* Whose last four have not been hashed yet: cards from before this column. */
create index resident_untailed on people.resident (community, id) where id_number is not null and id_tail is null;

/* Who lives somewhere else while registered here has left home: what the two columns say must agree. */
update people.resident set residence = 'registeredAway' where state = 'away' and residence <> 'registeredAway';
update kernel.work w set state = 'away' from people.resident r
  where w.machine = 'people.resident' and w.community = r.community and w.record = r.id
    and r.state = 'living' and r.residence = 'registeredAway';
update people.resident set state = 'away' where state = 'living' and residence = 'registeredAway';
delete from kernel.standing where machine = 'people.resident';
insert into kernel.standing (community, place, machine, state, n)
  select community, place, 'people.resident', state, count(*)::int from people.resident group by community, place, state;
alter table people.resident add constraint resident_away
  check (state not in ('living', 'away') or (state = 'away') = (residence = 'registeredAway'));

/* Who said it, on which form, and whether the person would rather not say. */
alter table people.fact
  add column by uuid,
  add column by_name text,
  add column via text,
  add column declined boolean not null default false;

/* Where somebody lived or was registered in this community, from which day to which; the last row of a resident is open. */
create table people.residence (
  community kernel.community not null,
  resident  uuid not null,
  during    daterange not null check (not isempty(during)),
  kind      text not null,
  place     kernel.place not null,
  room      uuid,
  address   text,
  source    text not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, resident, during without overlaps),
  foreign key (community, resident) references people.resident
);
comment on table people.residence is 'distributed by community';
create index residence_room on people.residence (community, room) where room is not null;
insert into people.residence (community, resident, during, kind, place, room, address, source, at)
  select community, id, daterange(day, case when state in ('left', 'died') then greatest(coalesce(until, day), day + 1) end),
    residence, place, room, address, '建档', since
  from (select *, (since at time zone 'Asia/Shanghai')::date as day from people.resident) as r;

create table people.contact (
  community  kernel.community not null,
  id         uuid not null,
  resident   uuid not null,
  kind       text not null check (kind in ('phone', 'landline', 'emergency')),
  name       text,
  relation   text,
  number     text not null,
  number_key text not null,
  source     text not null,
  by_name    text,
  at         timestamptz not null,
  ended      timestamptz,
  primary key (community, id),
  foreign key (community, resident) references people.resident
);
comment on table people.contact is 'distributed by community';
create index contact_resident on people.contact (community, resident);

/* A care tag says what somebody is helped with, on whose word, and until when; it ends by itself. */
create table people.tag (
  community kernel.community not null,
  id        uuid not null,
  resident  uuid not null,
  kind      text not null,
  basis     text not null check (basis in ('consent', 'guardian', 'duty')),
  said      text not null,
  "from"    date not null,
  until     date not null check (until > "from"),
  by_name   text,
  at        timestamptz not null,
  ended     timestamptz,
  ended_why text,
  primary key (community, id),
  constraint "people.alreadyTagged" exclude using gist
    (community with =, resident with =, kind with =, daterange("from", until, '[]') with &&) where (ended is null),
  foreign key (community, resident) references people.resident
);
comment on table people.tag is 'distributed by community';
create index tag_resident on people.tag (community, resident);

create table people.visit (
  community kernel.community not null,
  id        uuid not null,
  room      uuid not null,
  place     kernel.place not null,
  outcome   text not null,
  note      text not null,
  by        uuid not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  constraint "people.noSuchHome" foreign key (community, room) references places.room
);
comment on table people.visit is 'distributed by community';
create index visit_room on people.visit (community, room, at desc);

/* What changed on a card, as people saw it before and after: numbers stand here masked. */
create table people.change (
  community kernel.community not null,
  id        uuid not null,
  resident  uuid not null,
  what      text not null,
  source    text not null,
  changes   jsonb not null,
  by        uuid,
  by_name   text,
  at        timestamptz not null,
  primary key (community, id),
  foreign key (community, resident) references people.resident
);
comment on table people.change is 'distributed by community';
create index change_resident on people.change (community, resident, at);

/* A person's uuid from before two cards were found to be of one person still leads to that person. */
create table people.alias (
  former uuid primary key,
  person uuid not null
);
comment on table people.alias is 'by key';
create index alias_person on people.alias (person);

/* All uuids of one person, and the one that counts. */
create function people.same_person(of_person uuid) returns setof uuid language sql stable as $$
  with recursive up (id) as (select of_person union select a.person from people.alias a join up on a.former = up.id),
    every (id) as (select id from up union select a.former from people.alias a join every on a.person = every.id)
  select id from every $$;
create function people.current_person(of_person uuid) returns uuid language sql stable as $$
  select id from people.same_person(of_person) as id where not exists (select from people.alias where former = id) limit 1 $$;

/* Nothing is moved by a merge: `was` and the two sealed numbers are what the kept card said before it took from the other. */
create table people.merge (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  kept      uuid not null,
  lost      uuid not null,
  name      text not null,
  taken     text[] not null,
  was       jsonb not null,
  id_number text,
  phone     text,
  former    uuid,
  reason    text not null,
  by_name   text,
  at        timestamptz not null,
  undone    timestamptz,
  undone_by text,
  undone_why text,
  primary key (community, id),
  foreign key (community, kept) references people.resident,
  foreign key (community, lost) references people.resident
);
comment on table people.merge is 'distributed by community';
create index merge_kept on people.merge (community, kept);
create index merge_place on people.merge (place, at desc);

/* Two cards that look alike and are of two people, as somebody made sure of: they are not shown again. */
create table people.apart (
  community kernel.community not null,
  a         uuid not null,
  b         uuid not null check (a < b),
  reason    text not null,
  by        uuid not null,
  by_name   text,
  at        timestamptz not null,
  primary key (community, a, b),
  foreign key (community, a) references people.resident (community, id),
  foreign key (community, b) references people.resident (community, id)
);
comment on table people.apart is 'distributed by community';

/* Stands with those who are to answer, in the community it goes to. `members` are the cards in the community it comes from. */
create table people.handover (
  community      kernel.community not null,
  id             uuid not null,
  place          kernel.place not null,
  state          text not null,
  from_place     kernel.place not null,
  resident       uuid not null,
  members        uuid[] not null,
  name           text not null,
  day            date not null,
  reason         text not null,
  with_tags      boolean not null,
  agreed         text,
  holder         uuid,
  sent_by        text,
  at             timestamptz not null,
  answer         text,
  answered_by    text,
  answered       timestamptz,
  primary key (community, id),
  check (left(place, 12) = community)
);
comment on table people.handover is 'distributed by community';
create index handover_place on people.handover (place, state, at desc);
create index handover_from on people.handover (from_place, state, at desc);
create index handover_resident on people.handover (resident) where state = 'sent';

create table people.correction (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  state      text not null,
  owner      uuid not null,
  resident   uuid not null,
  name       text not null,
  field      text not null,
  was        text,
  wanted     text not null,
  reason     text not null,
  at         timestamptz not null,
  answer     text,
  answered_by text,
  answered   timestamptz,
  primary key (community, id),
  foreign key (community, resident) references people.resident
);
comment on table people.correction is 'distributed by community';
create index correction_place on people.correction (place, state, at);
create index correction_owner on people.correction (owner, at desc);
/* The same thing asked twice is one request until it has been answered. */
create unique index "people.alreadyAsked" on people.correction (community, resident, field) where state = 'asked';

select kernel.open('people');
