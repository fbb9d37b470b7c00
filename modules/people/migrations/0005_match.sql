-- 两个社区的两份档案核对后是不是同一人
/*
 * Two cards in two communities that somebody compared. Both stay where they are, with their dates and their history; if
 * they are of one person, both say the same uuid from then on. `moved` are the cards that said `former` before, `known`
 * all uuids of this person as they were then: undoing gives back exactly that. No key leads to the other card: it may lie
 * on another machine, and cards are never taken away.
 */
create table people.match (
  community       kernel.community not null,
  id              uuid not null,
  place           kernel.place not null,
  state           text not null,
  resident        uuid not null,
  other_community kernel.community not null,
  other_place     kernel.place not null,
  other           uuid not null,
  name            text not null,
  person          uuid,
  former          uuid,
  known           uuid[] not null,
  moved           uuid[] not null,
  reason          text not null,
  by_name         text,
  at              timestamptz not null,
  undone          timestamptz,
  undone_by       text,
  undone_why      text,
  primary key (community, id),
  foreign key (community, resident) references people.resident (community, id),
  check (community < other_community)
);
comment on table people.match is 'distributed by community';
create unique index "people.alreadyCompared" on people.match (community, resident, other) where state <> 'undone';
create index match_place on people.match (place, at desc);
create index match_other on people.match (other_place, at desc);

-- Not kernel.open('people') again: what comes new is open already, and it would give back what 0004 took.
