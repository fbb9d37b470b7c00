-- Whoever looks through the work in hand sees of whom it is only what a mask leaves; the name is read on the card, with a line in the trail.
-- As maskName in kernel/numbers.ts: 张*, 张*三, 欧**娜.
create function pg_temp.mask(name text) returns text language sql immutable as $$
  select case char_length(name)
    when 0 then '' when 1 then '*' when 2 then left(name, 1) || '*' when 3 then left(name, 1) || '*' || right(name, 1)
    else left(name, 1) || '**' || right(name, 1) end
$$;
update kernel.work set title = case machine
    when 'people.link' then pg_temp.mask(regexp_replace(title, '申请关联账号$', '')) || '申请关联账号'
    when 'people.correction' then pg_temp.mask(regexp_replace(title, '：[^：]*$', '')) || substring(title from '：[^：]*$')
    else pg_temp.mask(title) end
  where machine like 'people.%' and title not like '%*%';
drop function pg_temp.mask(text);
