/** The same town for the peers, in tables as each of them makes them: as many people and matters, the same filters, the same indexes. */
import type pg from 'pg'
import { communitiesFor, given, surnames } from '../ground.ts'

/** Columns that a peer wants besides: a language, when a row was published, say. */
export type Extra = Record<string, string>

export async function fillPeer(
  db: pg.Client,
  rows: number,
  { residents, matters, extra = {} }: { residents: string; matters: string; extra?: Extra },
): Promise<void> {
  const communities = communitiesFor(rows)
  const [names, values] = [Object.keys(extra), Object.values(extra)].map(all => all.map(text => `, ${text}`).join(''))
  await db.query(
    `insert into ${residents} (name, initials, grid, state, sex, birth, address, phone, residence, relation${names})
     select ($1::text[])[1 + (n * 7919 + n / 22) % cardinality($1::text[])] || ($2::text[])[1 + n * 31 % cardinality($2::text[])] || ($2::text[])[1 + n * 17 % cardinality($2::text[])],
       'wxy', '320582' || lpad((100 + n % $3::int / 30)::text, 3, '0') || lpad((1 + n % $3::int % 30)::text, 3, '0') || lpad((1 + n / $3::int % 10)::text, 3, '0'),
       'living', case when n % 2 = 0 then '男' else '女' end, (date '1930-01-01' + (n * 13 % 34000)::int)::text,
       '花园新村' || (1 + n / 600 % 40) || '幢1单元' || (1 + n % 4) || '02室', '138****' || lpad((n * 7 % 10000)::text, 4, '0'), 'registered', 'other'${values}
     from generate_series(1::bigint, $4::bigint) as n`,
    [surnames, given, communities, rows],
  )
  await db.query(
    `insert into ${matters} (number, title, description, grid, category, phone, state${names})
     select lpad(n::text, 12, '0'), '楼道里堆着东西 ' || n, '三楼到四楼之间，走路要侧身', '320582' || lpad((100 + n % $1::int / 30)::text, 3, '0') || lpad((1 + n % $1::int % 30)::text, 3, '0') || lpad((1 + n / $1::int % 10)::text, 3, '0'),
       '01', '13812345678', case when n % 20 > 0 then 'archived' else (array['reported', 'accepted', 'dispatched', 'handling', 'checking'])[1 + n / 20 % 5] end${values}
     from generate_series(1::bigint, $2::bigint) as n`,
    [communities, rows],
  )
  await db.query(`create index on ${residents} (grid, name text_pattern_ops)`)
  await db.query(`create index on ${matters} (state)`)
  await db.query(`create index on ${matters} (grid)`)
  await db.query(`vacuum analyze ${residents}`)
  await db.query(`vacuum analyze ${matters}`)
}

export const residentFields = [
  'name',
  'initials',
  'grid',
  'state',
  'sex',
  'birth',
  'address',
  'phone',
  'residence',
  'relation',
] as const
export const matterFields = ['number', 'title', 'description', 'grid', 'category', 'phone', 'state'] as const
export const newMatter = (grid: string) => ({
  number: '260601000000',
  title: '楼道里堆着旧家具，过不去',
  description: '三楼到四楼之间，走路要侧身，晚上没有灯。',
  grid,
  category: '01',
  phone: '13812345678',
  state: 'reported',
})
export const states = ['reported', 'accepted', 'dispatched', 'handling', 'checking', 'archived'] as const
