-- A session is spread by its token: no other key of it can be unique over machines. Its id is drawn so that none comes twice.
alter table kernel.session drop constraint session_id_key;
create index session_id on kernel.session (id);
-- Not kernel.open('kernel') again: that would give the application back what 0001 took from it on the trail.
