/** One prototype record of everything, made by the modules' own operations, and everyone who might ask for it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { begin } from '../../kernel/exchange-runs.ts'
import type { OpenHouse } from '../../kernel/house.ts'
import { theClock, type Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { loadCategories } from '../../modules/grid/category.ts'
import { roles, type Role } from '../../modules/identity/rules.ts'

/** The record stands in `grid`; the others are above it, or beside it on each level. */
export const at = {
  grid: '320582100001001',
  community: '320582100001',
  street: '320582100',
  county: '320582',
  otherGrid: '320582100001002',
  otherCommunity: '320582100002',
  otherStreet: '320582101',
} as const

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const everything: Actor = {
  id: id(1),
  name: '建立的人',
  posts: (Object.keys(roles) as Role[]).map(role => ({ role, place: '' })),
}
export const owner: Actor = { id: id(2), name: '提出人', posts: [] }
export const outline = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 31.86],
      [west + 0.001, 31.86],
      [west + 0.001, 31.861],
      [west, 31.861],
      [west, 31.86],
    ],
  ],
})

export const now = new Date('2026-11-20T02:00:00Z')
export const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

export type World = Awaited<ReturnType<typeof furnish>>

export async function furnish(house: OpenHouse, folder: string) {
  const { db } = house
  const run = async <T = { id: string }>(op: string, input: unknown, actor: Actor = everything) =>
    (await call(house, { op, input, actor, now })).answer as T
  await loadCategories(db)
  const places = {
    32: '江苏省',
    3205: '苏州市',
    [at.county]: '张家港市',
    [at.street]: '杨舍镇',
    [at.otherStreet]: '塘桥镇',
    [at.community]: '花园社区',
    [at.otherCommunity]: '向阳社区',
  }
  for (const [place, name] of Object.entries(places).toSorted(([a], [b]) => a.length - b.length))
    await run('places.addPlace', { place, name })
  await run('places.addGrid', { place: at.grid, name: '第一网格', outline: outline(120.5) })
  await run('places.addGrid', { place: at.otherGrid, name: '第二网格', outline: outline(120.6) })
  const building = await run('places.addBuilding', { place: at.grid, estate: '花园新村', name: '12幢' })
  await run('places.addRooms', {
    place: at.grid,
    building: building.id,
    rooms: [{ unit: '3', floor: 5, name: '502', use: 'home' }],
  })
  const [room] = await run<{ id: string }[]>('places.rooms', { community: at.community, building: building.id })

  await run('identity.found', { place: at.street, username: '建立的人', name: '建立的人', password: 'Founding-2026' })
  const holder = await run('identity.enrol', {
    place: at.community,
    username: '承办人',
    name: '承办人',
    password: 'Working-2026',
  })
  await run('identity.appoint', { account: holder.id, role: 'grid-worker', place: at.grid })

  const resident = await run<{ id: string; person: string }>('people.register', {
    place: at.grid,
    name: '王秀英',
    idNumber: '11010519491231002X',
    phone: '13812345678',
    room: room!.id,
    account: owner.id,
    relation: 'householder',
  })
  const others = await paperwork(run, { community: at.community, id: resident.id })
  const matter = await run<{ id: string; number: string }>(
    'grid.report',
    { place: at.grid, category: '020101', title: '楼道灯坏了', phone: '13812345678' },
    owner,
  )
  const { rows } = await sql<{
    ticket: string
  }>`update grid.matter set holder = ${holder.id}, holder_name = '承办人' where id = ${matter.id} returning ticket`.execute(
    db,
  )
  await sql`update kernel.work set holder = ${holder.id} where record = ${matter.id}`.execute(db)

  const path = join(folder, '居民.csv')
  writeFileSync(path, '姓名,小区,楼栋,单元,房号\n李四,花园新村,12幢,3,502\n')
  const sheet = await begin(db, {
    kind: 'people.residents',
    place: at.grid,
    name: '居民.csv',
    path,
    actor: everything,
    now,
  })

  return {
    building: building.id,
    room: room!.id,
    holder: holder.id,
    sheet: sheet.id,
    resident: { community: at.community, id: resident.id },
    ...others,
    matter: { community: at.community, id: matter.id },
    /** What the rules see of the records that move. */
    rows: {
      resident: { place: at.grid, account: owner.id },
      handover: { place: at.otherCommunity, fromPlace: at.grid },
      correction: { place: at.grid, owner: owner.id },
      matter: { place: at.grid, owner: owner.id, holder: holder.id, ticket: rows[0]!.ticket },
    },
    cast: castOf(holder.id, rows[0]!.ticket),
  }
}

type Run = <T = { id: string }>(op: string, input: unknown, actor?: Actor) => Promise<T>

/** A tag and a contact of the resident, somebody who looks the same, and one of each paper that goes its own way. */
async function paperwork(run: Run, resident: { community: string; id: string }) {
  const { contacts } = await run<{ contacts: { id: string }[] }>('people.addContact', {
    ...resident,
    kind: 'emergency',
    number: '13711112222',
    source: '本人',
  })
  const tag = { kind: 'aloneElder', basis: 'consent', said: '本人说', until: '2027-01-01' }
  await run('people.tag', { ...resident, ...tag })
  const tags = await run<{ items: { id: string }[] }>('people.tags', { resident: resident.id })
  const someone = (more: object) => run('people.register', { place: at.grid, ...more })
  const twin = await someone({ name: '王秀英', birth: '1949-12-31' })
  const [kept, lost, mover] = [
    await someone({ name: '张三' }),
    await someone({ name: '张三' }),
    await someone({ name: '赵四' }),
  ]
  await run('people.absorb', { ...resident, id: lost.id, into: kept.id, reason: '同一个人登记了两次' })
  const merges = await run<{ items: { id: string }[] }>('people.merges', {})
  const going = { to: at.otherCommunity, date: '2026-11-20', reason: '搬家' }
  await run('people.handOver', { ...resident, id: mover.id, ...going })
  const handovers = await run<{ items: { id: string }[] }>('people.handovers', {})
  const asked = { field: 'phone', wanted: '13900000000', reason: '换了号码' }
  const correction = await run('people.requestCorrection', asked, owner)
  return {
    contact: contacts[0]!.id,
    tag: tags.items[0]!.id,
    twin: twin.id,
    merge: { community: at.community, id: merges.items[0]!.id },
    handover: { community: at.otherCommunity, id: handovers.items[0]!.id },
    correction: { community: at.community, id: correction.id },
  }
}

/** Every post in every place, and everyone without one. */
function castOf(holder: string, ticket: string): Record<string, Actor | null> {
  const posts = (Object.keys(roles) as Role[]).flatMap(role =>
    Object.entries(at).map(
      ([where, place], i) =>
        [`${role} ${where}`, { id: id(100 + i), name: '在岗的人', posts: [{ role, place }] }] as const,
    ),
  )
  return {
    ...Object.fromEntries(posts),
    owner,
    holder: { id: holder, name: '承办人', posts: [] },
    'somebody else': { id: id(3), name: '别人', posts: [] },
    'guest with the ticket': { id: ticket, name: '反映人', guest: true, posts: [] },
    'guest of another matter': { id: id(4), name: '反映人', guest: true, posts: [] },
    clock: theClock,
    nobody: null,
  }
}
