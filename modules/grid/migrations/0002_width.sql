-- 事项办全：层级、补充、挂起、延期、并单、回访、考核口径；申请、协办、督办
alter table grid.matter
  /* The level in charge now: a community, its street, its district. `place` stays where the matter lies. */
  add column desk          kernel.place,
  add column updated_at    timestamptz,
  add column respond_by    timestamptz,
  add column contacted_at  timestamptz,
  add column waiting_since timestamptz,
  add column supplement_by timestamptz,
  add column paused_at     timestamptz,
  add column paused_until  timestamptz,
  add column paused_days   int not null default 0,
  add column extended      int not null default 0,
  add column lead          uuid,
  add column revisit       text,
  add column revisited_at  timestamptz,
  add column revisit_text  text,
  /* The last word of whoever reported, by whichever way it came: null until there is one. */
  add column solved        boolean,
  add column pleased       boolean,
  add column excluded      boolean not null default false,
  add column excluded_why  text,
  /* The other system's own code of what it is about, as it said it. */
  add column foreign_code  text,
  add constraint "grid.noSuchLead" foreign key (community, lead) references grid.matter,
  add constraint matter_lead_other check (lead <> id);

update grid.matter set
  desk = substr(place, 1, 12),
  updated_at = coalesce((select max(at) from grid.entry e where e.community = matter.community and e.matter = matter.id and not internal), reported_at),
  respond_by = reported_at + interval '24 hours',
  contacted_at = (select min(at) from grid.entry e where e.community = matter.community and e.matter = matter.id and e.move = 'contact'),
  solved = case when state = 'confirmed' then true when reopened > 0 then false end,
  pleased = rating >= 4;
alter table grid.matter
  alter column desk set not null,
  alter column updated_at set not null,
  alter column respond_by set not null;

create index matter_lead on grid.matter (community, lead) where lead is not null;
create index matter_updated on grid.matter (place, updated_at);
create index matter_held on grid.matter (holder, reported_at desc) where holder is not null;
create index matter_phone on grid.matter (phone_key) where phone_key is not null;
/* The open matters of a place, for what may be the same thing. */
create index matter_recent on grid.matter (community, reported_at desc);

create table grid.request (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  desk       kernel.place not null,
  matter     uuid not null,
  title      text not null,
  state      text not null,
  kind       text not null,
  reason     text not null,
  until      date,
  days       int,
  asker      uuid not null,
  asker_name text,
  asked_at   timestamptz not null,
  decide_by  timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  answer     text,
  primary key (community, id),
  foreign key (community, matter) references grid.matter
);
comment on table grid.request is 'distributed by community';
create index request_of on grid.request (community, matter, asked_at);
create unique index "grid.alreadyAsked" on grid.request (community, matter) where state = 'asked';

create table grid.task (
  community  kernel.community not null,
  id         uuid not null,
  place      kernel.place not null,
  matter     uuid not null,
  title      text not null,
  state      text not null,
  holder     uuid not null,
  holder_name text not null,
  said       text not null,
  called_by  text,
  called_at  timestamptz not null,
  do_by      timestamptz not null,
  ended_at   timestamptz,
  result     text,
  photos     uuid[] not null default '{}',
  primary key (community, id),
  foreign key (community, matter) references grid.matter
);
comment on table grid.task is 'distributed by community';
create index task_of on grid.task (community, matter, called_at);
create unique index "grid.alreadyHelping" on grid.task (community, matter, holder) where state in ('called', 'helping');

create table grid.supervision (
  community   kernel.community not null,
  id          uuid not null,
  place       kernel.place not null,
  matter      uuid not null,
  title       text not null,
  state       text not null,
  holder      uuid,
  said        text not null,
  orderer     uuid not null,
  orderer_name text,
  ordered_at  timestamptz not null,
  answer_by   timestamptz not null,
  review_by   timestamptz,
  answered_at timestamptz,
  answered_by text,
  answer      text,
  photos      uuid[] not null default '{}',
  primary key (community, id),
  foreign key (community, matter) references grid.matter
);
comment on table grid.supervision is 'distributed by community';
create index supervision_of on grid.supervision (community, matter, ordered_at);
create index supervision_here on grid.supervision (place, state, answer_by);
create unique index "grid.alreadyOrdered" on grid.supervision (community, matter) where state in ('ordered', 'answered');

select kernel.open('grid');
