-- 没留手机号的，凭编号和查询码查进度：只存查询码的盲索引
alter table grid.matter
  /* Keyed digest of the number and the code; null where a phone or an account stands for it. */
  add column follow_key text;
