-- 承办层级：一件事在哪里（place）与现在归哪一级管（desk）是两回事
alter table kernel.work add column desk kernel.place;
create index work_desk on kernel.work (desk, machine, state, due) where not ended and desk is not null;
