-- 响应率按受理或联系上反映人计；转给别的系统的事项，对方办结后在这里看得见；公开和转出时隐去系统知道的姓名
alter table grid.matter rename column contacted_at to responded_at;
alter table grid.matter
  /* What another system, to which it was passed on, said when it was done there; null once that is settled here. */
  add column elsewhere text,
  /* Names that the system knows and that stand in the title or the result: hidden from everyone else. */
  add column names text[] not null default '{}';

/* Looking at a number was taken for a call: the first answer is the first move of which the reporter was told, or a revisit. */
update grid.matter m set responded_at = (
  select min(e.at) from grid.entry e
  where e.community = m.community and e.matter = m.id
    and (e.move in ('accept', 'askMore', 'merge', 'revisitFailed') and not e.internal
      or e.move = 'revisit' and m.revisit <> 'unreached' and e.at = m.revisited_at));
create index matter_elsewhere on grid.matter (place) where elsewhere is not null;
