-- A list as somebody wants to see it again: the page, and everything that stands in its address.
create table kernel.view (
  account uuid not null,
  page    text not null check (length(page) <= 60),
  name    text not null,
  search  text not null check (length(search) <= 2000),
  at      timestamptz not null,
  primary key (account, page, name)
);
comment on table kernel.view is 'by key';
