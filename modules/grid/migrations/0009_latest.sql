-- 全市最新的事项：范围越宽，按时间走索引越快
create index matter_latest on grid.matter (reported_at desc, id);
