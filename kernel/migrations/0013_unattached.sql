-- Photos that belong to no record yet: looked for every night.
create index file_waiting on kernel.file (place, at) where record is null;
