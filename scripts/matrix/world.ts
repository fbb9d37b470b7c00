/** One prototype record of everything, made by the modules' own operations, and everyone who might ask for it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { begin } from '../../kernel/exchange-runs.ts'
import type { OpenHouse } from '../../kernel/house.ts'
import { newId } from '../../kernel/id.ts'
import { notify, send } from '../../kernel/messages.ts'
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

  const notice = await run<{ community: string; id: string }>('portal.draft', {
    place: at.grid,
    kind: 'notice',
    title: '周五停电',
    body: '请提前准备。',
    until: '2026-11-27',
  })
  await run('portal.publish', { community: notice.community, id: notice.id })

  const helper = await run('identity.enrol', {
    place: at.community,
    username: '协办人',
    name: '协办人',
    password: 'Helping-2026',
  })
  await run('identity.appoint', { account: helper.id, role: 'repairer', place: at.community })
  // What hangs on a matter hangs on another one, so that the prototype itself stays free to move.
  const lead = await run('grid.report', {
    place: at.grid,
    category: '020101',
    title: '也是楼道灯',
    phone: '13812345678',
  })
  const hang = async (table: 'request' | 'task' | 'supervision', machine: string, state: string, columns: object) => {
    const key = { community: at.community, id: newId() }
    const row = { ...key, place: at.grid, matter: lead.id, title: '也是楼道灯', state, ...columns }
    await db
      .insertInto(`grid.${table}`)
      .values(row as never)
      .execute()
    const { holder = null } = columns as { holder?: string }
    await sql`insert into kernel.work (community, machine, record, place, title, state, since, due, holder, desk)
      values (${at.community}, ${machine}, ${key.id}, ${at.grid}, '也是楼道灯', ${state}, ${now}, ${later(1)}, ${holder}, ${at.community})`.execute(
      db,
    )
    return key
  }
  const request = await hang('request', 'grid.request', 'asked', {
    desk: at.community,
    kind: 'extend',
    reason: '等配件',
    days: 3,
    asker: holder.id,
    askedAt: now,
    decideBy: later(1),
  })
  const task = await hang('task', 'grid.task', 'called', {
    holder: holder.id,
    holderName: '承办人',
    said: '带梯子来',
    calledAt: now,
    doBy: later(5),
  })
  const order = await hang('supervision', 'grid.supervision', 'ordered', {
    holder: holder.id,
    said: '请说明',
    orderer: id(1),
    orderedAt: now,
    answerBy: later(3),
    reviewBy: later(6),
  })

  const system = await run('open311.add', {
    place: at.community,
    name: '市政平台',
    endpoint: 'https://works.example.cn/v2',
  })
  const passing = await run<{ community: string; id: string }>('open311.passOn', {
    place: at.community,
    number: (lead as { number?: string }).number,
    system: system.id,
    service: 'lamp',
  })

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

  const unsent = await house.db.transaction().execute(async tx => {
    const ctx = { ...house, db: tx, now }
    await notify(ctx, { to: owner.id, title: '您反映的事已受理', body: '编号 000000000000。' })
    const sent = { channel: 'sms', to: '13812345678', place: at.community } as const
    return send(ctx, { ...sent, template: 'invite', values: { link: '/signin' } })
  })
  await db.updateTable('kernel.outgoing').set({ state: 'dead', nextAt: null }).execute()
  const told = await db.selectFrom('kernel.message').select(['id', 'to']).executeTakeFirstOrThrow()

  return {
    unsent: unsent!,
    told,
    building: building.id,
    room: room!.id,
    holder: holder.id,
    helper: helper.id,
    lead: lead.id,
    request,
    task,
    order,
    system: system.id,
    passing: { community: passing.community, id: passing.id },
    sheet: sheet.id,
    resident: {
      community: at.community,
      id: resident.id,
    },
    matter: {
      community: at.community,
      id: matter.id,
    },
    notice: {
      community: at.community,
      id: notice.id,
    },
    number: matter.number,
    rows: {
      resident: {
        place: at.grid,
        account: owner.id,
      },
      matter: {
        place: at.grid,
        desk: at.community,
        owner: owner.id,
        holder: holder.id,
        ticket: rows[0]!.ticket,
      },
      hanging: {
        place: at.grid,
        desk: at.community,
        holder: holder.id,
        asker: holder.id,
      },
      notice: { place: at.grid },
    },
    cast: castOf(holder.id, rows[0]!.ticket),
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
