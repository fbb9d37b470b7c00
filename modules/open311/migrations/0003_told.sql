-- 转出的事项：我们这边的进展告诉对方到哪一条
alter table open311.passing
  /* The last line of our matter that they know, by its order; what came before it was passed on is not told. */
  add column told_seq  bigint not null default 0,
  add column told_at   timestamptz,
  /* Why the last one was not taken; null when it was. */
  add column told_said text;
