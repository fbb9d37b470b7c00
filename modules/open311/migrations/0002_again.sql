-- 收回后没有送出的，可以再转
alter table open311.passing drop constraint "open311.passedAlready";
create unique index "open311.passedAlready" on open311.passing (community, matter, system) where state <> 'recalled';
