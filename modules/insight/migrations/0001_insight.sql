-- Warnings: which rules are at work where, and what each of them asked, of whom, and what was answered.
create schema insight;

create table insight.watching (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  code      text not null,
  since     date not null,
  by_name   text,
  primary key (community, id),
  constraint "insight.watchedAlready" unique (community, code)
);
comment on table insight.watching is 'distributed by community';
create index watching_here on insight.watching (place, state);

/* `subject`: what is asked about and how bad it is; the same is asked once. */
create table insight.warning (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null,
  state     text not null,
  code      text not null,
  subject   text not null,
  level     text not null check (level in ('blue', 'yellow', 'orange', 'red')),
  said      text not null,
  about     text not null,
  addressee text not null,
  raised_on date not null,
  answer_by timestamptz not null,
  answer    text,
  answered_by uuid,
  answered_name text,
  verdict   text,
  verdict_name text,
  escalated_at timestamptz,
  primary key (community, id),
  constraint "insight.askedAlready" unique (community, code, subject)
);
comment on table insight.warning is 'distributed by community';
create index warning_here on insight.warning (place, state, answer_by);

select kernel.open('insight');
