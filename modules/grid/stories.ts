/** The cast of this module's stories: a street and one of its communities, and 王婶 who reports a broken lamp. */
import { sql } from 'kysely'
import { world, type Told } from '../../kernel/testing.ts'
import type { Actor } from '../../kernel/rules.ts'
import '../identity/service.ts'
import '../people/service.ts'
import '../places/service.ts'
import { loadCategories } from './category.ts'
import type { Matter } from './shapes.ts'
import './service.ts'

export const district = '320582'
export const street = '320582100'
export const here = '320582100004'
export const next = '320582100013'
export const one = `${here}001`
/** Friday, as in the vectors of rules.md §5. */
export const begin = new Date('2026-11-20T09:30:00Z')
export const after = (hours: number) => new Date(begin.getTime() + hours * 3_600_000)
export const day = 24

export const { test, open, meeting, actors } = world(
  {
    沈丽: [{ role: 'clerk', place: street }],
    小沈: [{ role: 'clerk', place: here }],
    小郑: [{ role: 'grid-worker', place: one }],
    水务班: [{ role: 'repairer', place: street }],
    书记: [{ role: 'head', place: here }],
    街道主任: [{ role: 'chief', place: street }],
    区受理员: [{ role: 'clerk', place: district }],
    监督员: [{ role: 'supervisor', place: here }],
    电工: [{ role: 'repairer', place: here }],
    邻居受理员: [{ role: 'clerk', place: next }],
    邻居网格员: [{ role: 'grid-worker', place: `${next}001` }],
    王婶: [],
  },
  async told => {
    await loadCategories(told.db)
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      [street, '杨舍镇'],
      [here, '花园浜社区'],
      [next, '暨阳社区'],
      [one, '第一网格'],
      [`${next}001`, '第一网格'],
    ] as const)
      await told.db.insertInto('places.place').values({ code, name }).execute()
    for (const actor of Object.values(told.actors)) await employ(told, actor)
  },
)

/** Whoever is given work must be known to the identity module, with posts that are valid on the day. */
async function employ({ db }: Told, { id, name = '', posts }: Actor) {
  await db
    .insertInto('identity.account')
    .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
    .execute()
  for (const { role, place } of posts)
    await sql`insert into identity.post (id, account, role, place, during) values (uuidv7(), ${id}, ${role}, ${place}, '[2020-01-01,)')`.execute(
      db,
    )
}

export const lamp = { place: one, category: '020101', title: '12幢楼道灯坏了', phone: '13812345678' }
export const key = ({ community, id }: { community: string; id: string }) => ({ community, id })
type Key = ReturnType<typeof key>

export const report = async ({ as }: Told, more: object = {}, who: string | null = '王婶', at = begin) =>
  as(who)<Key & { number: string; acceptBy: Date }>('grid.report', { ...lamp, ...more }, at)

/** Brings a fresh report as far as the named state, by those whose work it is. */
export async function upTo(
  told: Told,
  state: 'accepted' | 'dispatched' | 'handling' | 'checking' | 'closed',
  at = begin,
) {
  const matter = key(await report(told, {}, '王婶', at))
  const steps: [state: string, who: string, move: string, more?: object][] = [
    ['accepted', '小沈', 'accept'],
    ['dispatched', '小沈', 'dispatch', { holder: actors['小郑']!.id }],
    ['handling', '小郑', 'sign'],
    ['checking', '小郑', 'feedback', { text: '已更换灯泡' }],
    ['closed', '小沈', 'verify'],
  ]
  for (const [reached, who, move, more] of steps) {
    await told.as(who)(`grid.${move}`, { ...matter, ...more }, at)
    if (reached === state) break
  }
  return matter
}

export const read = ({ as }: Told, matter: Key, who = '小沈', at = begin) => as(who)<Matter>('grid.matter', matter, at)

/** Whoever followed a matter by its number: the guest that their session stands for. */
export async function guestOf({ db }: Told, { community, id }: Key): Promise<Actor> {
  const { ticket } = await db
    .selectFrom('grid.matter')
    .select('ticket')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id: ticket, name: '反映人', guest: true, posts: [] }
}

/** About a kilometre of ground, from this degree of longitude eastwards. */
export const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 31.5],
      [west + 0.01, 31.5],
      [west + 0.01, 31.51],
      [west, 31.51],
      [west, 31.5],
    ],
  ],
})
