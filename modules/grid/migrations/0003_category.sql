-- 事项分类由各地自己管：何时起用、何时停用；用过的永不删去
alter table grid.category
  add column "from" date,
  /* Not offered from this day on; what was reported under it keeps it. */
  add column until date,
  /* Somebody here has added or changed it: an upgrade of the built-in list leaves it alone. */
  add column own boolean not null default false;
