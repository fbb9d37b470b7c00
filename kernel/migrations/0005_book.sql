-- Figures and holidays as people set them: every setting is a line of its own, and none is ever changed or taken away.

/* `is` null: from that day on the place has no figure of its own. Of two lines for the same day the later one counts. */
alter table kernel.figure
  drop constraint figure_pkey,
  add column id bigint generated always as identity primary key,
  add column document text not null default '',
  add column by_name text,
  alter column "is" drop not null;
alter table kernel.figure alter column document drop default;
create index figure_of on kernel.figure (name, place, "from");

/* A notice may name days of the December before, so a day belongs to the year of its table and not to its own. */
alter table kernel.holiday add column year int;
update kernel.holiday set year = extract(year from day);
insert into kernel.holiday_year (year, source) select distinct year, '' from kernel.holiday on conflict do nothing;
alter table kernel.holiday
  drop constraint holiday_pkey,
  alter column year set not null,
  add primary key (year, day),
  add foreign key (year) references kernel.holiday_year;
alter table kernel.holiday_year
  add column by uuid,
  add column by_name text,
  add column at timestamptz not null default now();
alter table kernel.holiday_year alter column at drop default;

/* Deadlines that wait for a year's table. */
create index work_provisional on kernel.work (community, machine, record) where provisional and not ended;

-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
do $$ begin
  if exists (select from pg_roles where rolname = 'linli_app') then revoke update, delete on kernel.figure from linli_app; end if;
end $$;
