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
import { ballotsOf } from './world-ballots.ts'
import { roles, type Role } from '../../modules/identity/rules.ts'
import { furnishCouncil } from './world-council.ts'
import { assetsOf } from './assets.ts'
import { furnishNeeds } from './world-needs.ts'
import { patrolOf } from './world-patrol.ts'
import { moneyOf } from './money.ts'
import { worksOf } from './works.ts'

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

  const stood = { place: at.grid, lon: 120.5005, lat: 31.8605 }
  const point = await run('places.addPoint', { ...stood, kind: 'hydrant', name: '消防栓' })
  const contact = await run('places.addContact', { place: at.grid, kind: 'water', name: '供水公司', phone: '0512-1' })
  const redrawing = await run('places.planRedrawing', {
    place: at.community,
    title: '新增网格',
    from: '2026-11-20',
    grids: [{ place: `${at.community}009`, name: '第九网格', outline: outline(120.8) }],
  })
  const other = await run('places.addBody', { place: at.community, kind: 'party', name: '党总支' })
  const body = await run('places.addBody', { place: at.community, kind: 'committee', name: '居委会' })
  const within = { community: at.community, id: body.id }
  await run('places.addSeat', { ...within, name: '主任' })
  const { seats } = await run<{ seats: { id: string }[] }>('places.addSeat', { ...within, name: '委员', number: 9 })
  const [chair, free] = seats.map(s => s.id)
  const sits = await run<{ seats: { holders: { holding: string; member: string }[] }[] }>('places.takeSeat', {
    ...within,
    seat: chair,
    name: '周国平',
    from: '2026-01-01',
  })
  const { above } = await run<{ above: { line: string }[] }>('places.answerTo', {
    ...within,
    upper: other.id,
    from: '2026-01-01',
  })

  await run('identity.found', { place: at.street, username: '建立的人', name: '建立的人', password: 'Founding-2026' })
  const enrol = async (username: string) => {
    const account = await run<{ id: string; community: string; revealed: string }>('identity.enrol', {
      place: at.community,
      username,
      name: username,
    })
    const fresh = 'Working-2026'
    await call(house, { op: 'identity.accept', input: { code: account.revealed, fresh }, actor: null, now })
    return account
  }
  const [holder, deputy] = [await enrol('承办人'), await enrol('代办人')]
  await run('identity.appoint', { account: deputy.id, role: 'clerk', place: at.community })
  await run('identity.appoint', { account: holder.id, role: 'grid-worker', place: at.grid })
  const asHolder: Actor = { id: holder.id, name: '承办人', posts: [] }
  const { posts } = await run<{ posts: { id: string }[] }>('identity.delegations', {}, asHolder)
  const lent = { post: posts[0]!.id, deputy: deputy.id, from: '2026-12-20', until: '2026-12-21', reason: '休年假' }
  const delegation = await run<{ id: string; community: string }>('identity.delegate', lent, asHolder)

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

  const notice = await run<{ community: string; id: string }>('portal.draft', {
    place: at.grid,
    kind: 'notice',
    title: '周五停电',
    body: '请提前准备。',
    until: '2026-11-27',
  })
  await run('portal.publish', { community: notice.community, id: notice.id })

  const helper = await enrol('协办人')
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

  const link = await run<{ id: string }>(
    'people.applyLink',
    { community: at.community, name: '王秀英', idNumber: '11010519491231002X', address: '花园新村12幢3单元502' },
    asHolder,
  )
  const { spot, plan, round, visits, home, walk } = await patrolOf(db, run, holder.id, owner)
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

  const ballots = await ballotsOf(house, everything, asHolder)

  const unsent = await house.db.transaction().execute(async tx => {
    const ctx = { ...house, db: tx, now }
    await notify(ctx, { to: owner.id, title: '您反映的事已受理', body: '编号 000000000000。' })
    const sent = { channel: 'sms', to: '13812345678', place: at.community } as const
    return send(ctx, { ...sent, template: 'invite', values: { link: '/signin' } })
  })
  await db.updateTable('kernel.outgoing').set({ state: 'dead', nextAt: null }).execute()
  const told = await db.selectFrom('kernel.message').select(['id', 'to']).executeTakeFirstOrThrow()

  const council = await furnishCouncil(db, run, at.community, owner, now)
  const needs = await furnishNeeds(db, run, at.community, at.grid, room!.id, owner)

  const money = await moneyOf(house, run, at.community, folder, now)
  const assets = await assetsOf(run, at.community, money.book.id)
  const ground = { place: at.community, grid: at.grid, room: room!.id, body: council.body.id, line: money.line }
  const works = await worksOf(house, run, ground, now)
  return {
    ballots,
    council,
    needs,
    money,
    assets,
    works,
    unsent: unsent!,
    told,
    building: building.id,
    room: room!.id,
    point: point.id,
    contact: contact.id,
    redrawing: redrawing.id,
    body: { ...within, other: other.id, chair, free, line: above[0]!.line, ...sits.seats[0]!.holders[0]! },
    holder: holder.id,
    helper: helper.id,
    lead: lead.id,
    request,
    task,
    order,
    account: { community: holder.community, id: holder.id },
    deputy: deputy.id,
    post: posts[0]!.id,
    delegation: { community: delegation.community, id: delegation.id },
    link: { community: at.community, id: link.id },
    spot: { community: at.community, id: spot.id },
    plan: { community: at.community, id: plan.id },
    round: { community: at.community, id: round.id },
    visit: { community: at.community, id: visits[0]!.id },
    home: { community: at.community, id: home.id },
    walk,
    system: system.id,
    passing: { community: passing.community, id: passing.id },
    sheet: sheet.id,
    resident: { community: at.community, id: resident.id },
    ...others,
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
      handover: { place: at.otherCommunity, fromPlace: at.grid },
      correction: { place: at.grid, owner: owner.id },
      matter: {
        place: at.grid,
        desk: at.community,
        owner: owner.id,
        holder: holder.id,
        ticket: rows[0]!.ticket,
      },
      patrol: { place: at.grid, holder: holder.id, owner: owner.id },
      hanging: {
        place: at.grid,
        desk: at.community,
        holder: holder.id,
        asker: holder.id,
      },
      notice: { place: at.grid },
      link: { place: at.community, owner: holder.id },
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
  const stray = await someone({ name: '孙五', residence: 'registeredAway' })
  const [other, otherCommunity] = [await someone({ name: '孙五', place: `${at.otherCommunity}001` }), at.otherCommunity]
  const compared = { ...resident, id: stray.id, other: other.id, otherCommunity, verdict: 'different' }
  await run('people.match', { ...compared, reason: '问过两边' })
  const matches = await run<{ items: { id: string }[] }>('people.matches', {})
  const going = { to: at.otherCommunity, date: '2026-11-20', reason: '搬家' }
  await run('people.handOver', { ...resident, id: mover.id, ...going })
  const handovers = await run<{ items: { id: string }[] }>('people.handovers', {})
  const asked = { field: 'phone', wanted: '13900000000', reason: '换了号码' }
  const correction = await run('people.requestCorrection', asked, owner)
  return {
    way: contacts[0]!.id,
    tag: tags.items[0]!.id,
    twin: twin.id,
    abroad: other.id,
    match: { community: at.community, id: matches.items[0]!.id },
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
