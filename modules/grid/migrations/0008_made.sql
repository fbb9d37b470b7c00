/* What a tablet did without a network was done before it was sent: `at` is when the server heard of it, `made` when it was done. */
alter table grid.entry add column made timestamptz check (made < at);
