-- Codes sent to a phone, each for one purpose. Only a keyed digest is kept.
create table kernel.phone_code (
  phone_key text not null,
  purpose   text not null,
  code      text not null,
  until     timestamptz not null,
  sent      timestamptz not null,
  tries     int not null default 0,
  primary key (phone_key, purpose)
);
comment on table kernel.phone_code is 'by key';
