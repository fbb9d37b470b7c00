/**
 * The town that is measured: as many people and matters as asked for, ten thousand to a community, a thousand to a grid,
 * with names by their real frequency as far as ten surnames go. Invented by arithmetic, so it is the same every time.
 */
import pg from 'pg'
import { hashOf } from '../kernel/session.ts'
import type { Sealer } from '../kernel/sealed.ts'
import { idTailOf, uses } from '../modules/people/documents.ts'

export const city = '3205'
export const communityOf = (n: number, communities: number) =>
  `320582${String(100 + Math.floor((n % communities) / 30)).padStart(3, '0')}${String(1 + ((n % communities) % 30)).padStart(3, '0')}`
export const communitiesFor = (people: number) => Math.max(1, Math.round(people / 10_000))

export const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗欧阳'.split('')
export const given =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红玲芬燕志建国文华春梅海鹏飞宇浩雨轩子涵欣怡梓'.split('')
export const estates = Array.from(
  { length: 600 },
  (_, i) =>
    `${given[i % given.length]}${given[(i * 7) % given.length]}${['花园', '新村', '苑', '小区'][i % 4]}${Math.floor(i / 48) || ''}`,
)

/** Spread evenly over the communities and their ten grids each. */
export async function fillPeople(owner: pg.Client, sealer: Sealer, people: number, communities: number): Promise<void> {
  await owner.query('create temp table tail (k int primary key, tail text)')
  const tails = Array.from({ length: 10_000 }, (_, n) => idTailOf(sealer, String(n).padStart(4, '0')))
  await owner.query('insert into tail select i - 1, t from unnest($1::text[]) with ordinality as u (t, i)', [tails])
  const [idNumber, phone] = [sealer.seal('11010519491231002X', uses.idNumber), sealer.seal('13812345678', uses.phone)]
  await owner.query('alter table people.resident disable trigger all')
  await owner.query(
    `insert into people.resident (community, id, person, place, state, name, initials, document, id_number, id_key, id_tail, phone, phone_key, phone_tail,
       sex, birth, address, household, relation, residence, since)
     select c, i, i, c || lpad((1 + n / $6::int % 10)::text, 3, '0'), 'living',
       s || g1 || case when n % 5 = 0 then '' else g2 end, substr('wlzlcyhzwzxsmzhghglloy', (1 + (n * 7919 + n / 22) % 22)::int, 1) || chr((97 + n * 31 % 26)::int) || case when n % 5 = 0 then '' else chr((97 + n * 17 % 26)::int) end,
       'citizen', $4, md5('id' || n), tail, $5, md5('phone' || n), lpad((n * 7 % 10000)::text, 4, '0'),
       case when n % 2 = 0 then '男' else '女' end, date '1930-01-01' + (n * 13 % 34000)::int,
       ($3::text[])[1 + n % 600] || (1 + n / 600 % 40) || '幢' || (1 + n / 24000 % 3) || '单元' || (1 + n / 72000 % 18) || lpad((1 + n % 4)::text, 2, '0') || '室',
       i, 'other', case when n % 6 = 0 then 'tenant' else 'registered' end, now()
     from (select n, '320582' || lpad((100 + n % $6::int / 30)::text, 3, '0') || lpad((1 + n % $6::int % 30)::text, 3, '0') as c, gen_random_uuid() as i,
         ($1::text[])[1 + (n * 7919 + n / 22) % cardinality($1::text[])] as s, ($2::text[])[1 + n * 31 % cardinality($2::text[])] as g1, ($2::text[])[1 + n * 17 % (cardinality($2::text[]) - 3)] as g2
       from generate_series(1::bigint, $7::bigint) as n) as r join tail on tail.k = r.n * 11 % 10000`,
    [surnames, given, estates, idNumber, phone, communities, people],
  )
  await owner.query('alter table people.resident enable trigger all')
  await owner.query('drop table tail')
  await owner.query(`insert into kernel.standing (community, place, machine, state, n)
    select community, place, 'people.resident', state, count(*) from people.resident group by 1, 2, 3, 4`)
  await owner.query('vacuum analyze people.resident, kernel.standing')
}

/** One matter in twenty is still in somebody's hands; the others are history. */
export async function fillMatters(owner: pg.Client, matters: number, communities: number): Promise<void> {
  await owner.query(
    `insert into grid.matter (community, id, place, number, state, category, urgency, source, title, description, ticket, desk, reported_at, updated_at,
       accept_by, dispatch_by, result_by, respond_by, closed_at)
     select c, i, c || lpad((1 + n / $1::int % 10)::text, 3, '0'), lpad(n::text, 12, '0'), state, cat.code, cat.urgency, 'portal', '楼道里堆着东西 ' || n, '三楼到四楼之间，走路要侧身',
       gen_random_uuid(), c, at, at, at + interval '1 day', at + interval '2 days', at + interval '5 days', at + interval '1 day', case when state = 'archived' then at + interval '3 days' end
     from (select n, '320582' || lpad((100 + n % $1::int / 30)::text, 3, '0') || lpad((1 + n % $1::int % 30)::text, 3, '0') as c, gen_random_uuid() as i,
         case when n % 20 > 0 then 'archived' else (array['reported', 'accepted', 'dispatched', 'handling', 'checking'])[1 + n / 20 % 5] end as state,
         timestamptz '2026-05-31 09:00+08' - n * interval '1 minute' as at
       from generate_series(1::bigint, $2::bigint) as n) as m,
       lateral (select code, urgency from grid.category order by code limit 1) as cat`,
    [communities, matters],
  )
  await owner.query(`insert into kernel.work (community, machine, record, place, title, state, since, due, owner, desk, ended)
    select community, 'grid.matter', id, place, title, state, reported_at, case when state <> 'archived' then result_by end, null, desk, state = 'archived' from grid.matter`)
  await owner.query(`insert into kernel.standing (community, place, machine, state, n)
    select community, place, 'grid.matter', state, count(*) from grid.matter group by 1, 2, 3, 4`)
  await owner.query('vacuum analyze grid.matter, kernel.work, kernel.standing')
}

/** The divisions from the city down to the grids, where they are not there yet. */
export async function fillPlaces(owner: pg.Client, communities: number): Promise<void> {
  const codes = Array.from({ length: communities }, (_, n) => communityOf(n, communities)).flatMap(c => [
    c.slice(0, 2),
    c.slice(0, 4),
    c.slice(0, 6),
    c.slice(0, 9),
    c,
    ...Array.from({ length: 10 }, (_, g) => c + String(g + 1).padStart(3, '0')),
  ])
  await owner.query(
    `insert into places.place (code, name) select c, '地方' || c from unnest($1::text[]) as c order by length(c), c on conflict do nothing`,
    [[...new Set(codes)]],
  )
}

/** A clerk of the whole city who has just signed in; `token` is what the browser would hold. */
export async function signIn(owner: pg.Client, token: string): Promise<void> {
  const id = '00000000-0000-7000-8000-00000000be7c'
  await owner.query(
    `insert into identity.account (id, place, username, name, password, must_change, password_at) values ($1, $2, 'bench', '量一量', '', false, now()) on conflict do nothing`,
    [id, city],
  )
  await owner.query(
    `insert into identity.post (id, account, role, place, during) select uuidv7(), $1, 'clerk', $2, daterange('2020-01-01', null)
     where not exists (select from identity.post where account = $1)`,
    [id, city],
  )
  await owner.query(
    `insert into kernel.session (token, actor, name, guest, created, used, until) values ($1, $2, '量一量', false, now(), now(), now() + interval '1 day') on conflict do nothing`,
    [hashOf(token), id],
  )
  // What is measured is the road and not the pace that one person is held to on it.
  await owner.query(
    `insert into kernel.figure (name, place, "from", "is", document, reason, by, at)
     select 'request.personMinute', '', date '2020-01-01', 1000000000, 'bench', 'bench', $1, to_timestamp(0)
     where not exists (select from kernel.figure where name = 'request.personMinute')`,
    [id],
  )
}
