/**
 * A small community for browser tests, made through the operations in a second or two: one of everything that a page can
 * show, so that every address of every screen has something behind it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, dayOf } from '../kernel/clock.ts'
import { runImport } from '../kernel/exchange.ts'
import type { Actor, Post } from '../kernel/rules.ts'
import { call } from '../kernel/server.ts'
import { writeSheet } from '../kernel/sheets/write.ts'
import type { System } from './server/system.ts'
import { councilOf } from './village-council.ts'
import { assetsOf } from '../scripts/matrix/assets.ts'
import { needsOf } from './village-needs.ts'
import { moneyOf } from '../scripts/matrix/money.ts'
import { worksOf } from '../scripts/matrix/works.ts'
import { records } from './village-records.ts'

export const password = 'Xinfu-2026'
export const street = '320582100'
export const here = `${street}004`
/** Where nothing has happened yet. */
export const empty = `${street}005`
const beyond = `${street}006`
export const grids = { first: `${here}001`, second: `${here}002` }

type Key = { community: string; id: string; number: string; place: string }
export type Village = Awaited<ReturnType<typeof village>>

export const founders = {
  place: street,
  username: 'system',
  name: '系统管理员',
  password,
  security: { username: 'security', name: '安全管理员', password },
  audit: { username: 'audit', name: '审计管理员', password },
}

export async function village(system: System) {
  const { house } = system
  const now = system.now()
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  const does = async <T = Key>(op: string, input: object, actor: Actor | null, at = now): Promise<T> =>
    (
      await call(house, { op, input, actor, now: at }).catch((cause: unknown) => {
        throw new Error(`the village stops at ${op}`, { cause })
      })
    ).answer as T

  const founder = await does<Actor>('identity.found', founders, null, ago(900))
  const admin: Actor = { ...founder, posts: [...founder.posts, { role: 'clerk', place: street }] }
  const security: Actor = await actor('security', '安全管理员', [{ role: 'security-admin', place: street }])
  await does('places.addPlace', { place: here, name: '花园浜社区' }, admin)
  await does('places.addPlace', { place: empty, name: '荷塘村' }, admin)
  for (const [n, [code, name]] of [
    [grids.first, '第一网格'],
    [grids.second, '第二网格'],
  ].entries())
    await does('places.addGrid', { place: code, name, outline: square(120.55 + n / 100) }, admin)
  const building = await does('places.addBuilding', { place: grids.first, ...block }, admin)
  const doors = ['101', '102', '201', '202'].map(name => ({ unit: '3', floor: Number(name[0]), name, use: 'home' }))
  await does('places.addRooms', { place: grids.first, building: building.id, rooms: doors }, admin)

  const staff = {
    chief: await employed('fuzeren', '李清', 'chief', street),
    head: await employed('shuji', '张岭', 'head', here),
    clerk: await employed('shenli', '沈丽', 'clerk', here),
    worker: await employed('xiaozheng', '郑晓东', 'grid-worker', grids.first),
    repairer: await employed('weixiu', '刘工', 'repairer', here),
    supervisor: await employed('jiandu', '吴督', 'supervisor', here),
    chair: await employed('laozhou', '周国平', 'council-chair', here),
    newcomer: await employed('xinlai', '孔新', 'clerk', empty),
    doctor: await employed('chenyisheng', '陈静', 'doctor', here),
    accountant: await employed('kuaiji', '钱芳', 'accountant', here),
    cashier: await employed('chuna', '孙莉', 'cashier', here),
  }
  await house.db.updateTable('identity.account').set({ mustChange: false }).execute()
  const { clerk, worker, head, chief, repairer } = staff

  const { id: room } = await does('places.findRoom', { community: here, address: '花园新村12幢3单元101室' }, clerk)
  const living = { place: grids.first, room, residence: 'registered' }
  const resident = await does<Key & { person: string }>(
    'people.register',
    { ...living, name: '王秀兰', phone: '13812345678', sex: '女', birth: '1958-03-12', relation: 'householder' },
    clerk,
  )
  await does(
    'people.register',
    { ...living, name: '李福根', sex: '男', birth: '1955-01-01', relation: 'spouse' },
    clerk,
  )
  const wang = await does(
    'identity.enrol',
    { place: here, username: 'wangshen', name: '王秀兰', person: resident.person },
    admin,
  )
  await taken(wang)
  const wangshen: Actor = { id: wang.id, name: '王秀兰', posts: [] }
  await house.db.updateTable('people.resident').set({ account: wang.id }).where('id', '=', resident.id).execute()
  const fugen = await does('identity.enrol', { place: here, username: 'lifugen', name: '李福根' }, admin)
  await taken(fugen)

  const fresh: Key[] = []
  for (const title of ['12幢门口垃圾没人收', '广场舞音乐太响', '车库门口总被挡住', '楼下路面有个坑'])
    fresh.push(await report(title, 1, wangshen))
  const accepted = await moved(await report('3单元楼道灯不亮', 3), ['accept', clerk])
  const given = await moved(await report('儿童滑梯松动', 4), ['accept', clerk], ['dispatch', clerk, to(worker)])
  const doing = await working('二楼漏水到一楼', 6)
  const late = await working('围墙裂缝一直没修', 24 * 20)
  const checking = await moved(await working('垃圾桶坏了一个', 30), ['feedback', worker, { text: '已更换新桶' }])
  const closed = await moved(
    await working('长椅断了一根木条', 70, wangshen),
    ['feedback', worker, { text: '木条已更换，边角打磨过' }, 50],
    ['verify', clerk, { text: '已到现场看过' }, 48],
  )
  const orders = await moved(late, ['supervise', chief, { text: '请书面说明原因和办结日期' }])
  const helped = await moved(doing, ['invite', clerk, { ...to(repairer), text: '请带梯子到现场一起处理' }])
  const helpedToo = await moved(await working('东门地灯松动', 5, null, repairer), [
    'invite',
    clerk,
    { ...to(worker), text: '请到场' },
  ])
  const { community, id } = helpedToo.tasks[0]!
  await does('grid.takeUp', { community, id }, worker)
  const asked = await moved(await working('健身器材少螺丝', 8), [
    'askPause',
    worker,
    { until: addDays(dayOf(now), 9), reason: '配件要到下周才到货' },
  ])

  const words = {
    place: here,
    kind: 'notice',
    body: '本周六 8:00 至 17:00 停水检修。\n请提前储水，有事打社区值班电话。',
  }
  const notice = await does('portal.draft', { ...words, title: '周六停水检修', until: addDays(dayOf(now), 5) }, clerk)
  await does('portal.publish', { community: here, id: notice.id }, head)
  const draft = await does('portal.draft', { ...words, title: '冬季燃气入户检查' }, clerk)
  const sheet = join(system.settings.data, '网格.geojson')
  await writeFile(sheet, JSON.stringify({ type: 'FeatureCollection', features: [feature(`${here}003`, '第三网格')] }))
  const grown = await runImport(house, { kind: 'places.grids', path: sheet, place: here, actor: clerk, now })
  const rooms = join(system.settings.data, '房屋.xlsx')
  await writeSheet(rooms, {
    sheet: '房屋',
    kind: 'xlsx',
    columns: ['小区', '楼栋', '单元', '楼层', '房号', '网格代码'].map(title => ({ title, text: true })),
    rows: [['花园新村', '12幢', '3', '三', '301', '999']],
  })
  const badRun = await runImport(house, { kind: 'places.rooms', path: rooms, place: here, actor: clerk, now })

  const stranger: Actor = { id: fugen.id, name: '李福根', posts: [] }
  const where = { here, beyond, grid: grids.first, room, square }
  const who = { admin, clerk, head, worker, wangshen, stranger }
  const rest = await records({ does, now, open: accepted, ...where, ...who })
  const council = await councilOf({ does, now, here, head, clerk, chair: staff.chair, wangshen })
  const needs = await needsOf({ does, now, here, grid: grids.first, room, clerk, worker, wangshen })
  // Whoever sets the ledger up here holds every post of it; in real life these are different people.
  const roles = ['accountant', 'cashier', 'head', 'supervisor']
  const treasurer: Actor = { ...staff.accountant, posts: roles.map(role => ({ role, place: here })) }
  const run = <T = Key>(op: string, input: unknown, by = treasurer) => does<T>(op, input as object, by)
  const money = await moneyOf(house, run, here, system.files, now)
  const assets = await assetsOf(run, here, money.book.id)
  const ground = { place: grids.first, grid: grids.first, room, body: council.councilBody.id, line: money.line }
  const works = await worksOf(house, run, ground, now)
  return {
    ...rest,
    council,
    needs,
    money,
    assets,
    works,
    account: { community: here, id: worker.id },
    staff: { ...staff, admin: founder, security },
    matters: { fresh: fresh[0]!, accepted, given, doing, late, checking, closed },
    request: asked.requests[0]!,
    help: helped.tasks[0]!,
    workersHelp: helpedToo.tasks[0]!,
    order: orders.orders[0]!,
    building,
    resident,
    notice,
    draft,
    run: grown.id,
    badRun: badRun.id,
  }

  async function actor(username: string, name: string, posts: Post[]): Promise<Actor> {
    const { id } = await house.db
      .selectFrom('identity.account')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirstOrThrow()
    return { id, name, posts }
  }

  async function employed(username: string, name: string, role: string, place: string): Promise<Actor> {
    const said = { username, name, place: place.slice(0, 12), workPhone: '0512-55550000' }
    const account = await does('identity.enrol', said, admin)
    const { id } = account
    await taken(account)
    await does('identity.appoint', { account: id, role, place, from: addDays(dayOf(now), -300) }, security)
    return { id, name, posts: [{ role, place }] }
  }

  /** An account is its owner's once they have chosen a password with the code they were given. */
  async function taken(account: object) {
    const { revealed } = account as { revealed: string }
    await does('identity.accept', { code: revealed, fresh: password }, null)
  }

  function report(title: string, hours: number, who: Actor | null = null) {
    const said = { place: grids.first, title, description: '已经好几天了，老人走路不方便', phone: '13812345678' }
    const where = { building: building.id, address: '3单元门口', category: '020102', contactName: '王婶' }
    return does('grid.report', { ...said, ...where }, who, ago(hours))
  }

  async function working(title: string, hours: number, who: Actor | null = null, hand = worker) {
    const matter = await report(title, hours, who)
    return moved(
      matter,
      ['accept', clerk, {}, hours - 0.2],
      ['dispatch', clerk, to(hand), hours - 0.4],
      ['sign', hand, {}, hours - 0.6],
    )
  }

  async function moved({ community, id }: Pick<Key, 'community' | 'id'>, ...steps: Step[]) {
    let answer: Hung | undefined
    for (const [move, who, more = {}, hours = 0.1] of steps)
      answer = await does<Hung>(`grid.${move}`, { community, id, ...more }, who, ago(hours))
    return answer!
  }
}

type Hung = Key & Record<'requests' | 'tasks' | 'orders', Key[]>
type Step = [move: string, who: Actor, more?: object, hours?: number]

const to = (who: Actor) => ({ holder: who.id })
const block = { estate: '花园新村', name: '12幢', lon: 120.553, lat: 31.875 }
const square = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 31.87],
      [west + 0.01, 31.87],
      [west + 0.01, 31.88],
      [west, 31.88],
      [west, 31.87],
    ],
  ],
})
const feature = (code: string, name: string) => ({
  type: 'Feature',
  properties: { code, name },
  geometry: square(120.57),
})
