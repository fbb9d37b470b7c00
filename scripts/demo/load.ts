/**
 * Fills an empty system with the demonstration town through the product's own doors: the founding, the imports and the
 * operations, at the moments the town says. What the town shows, any community can do.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runImport } from '../../kernel/exchange.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { writeSheet, type SheetColumn, type SheetValue } from '../../kernel/sheets/write.ts'
import { checkpoint, linkTrail } from '../../kernel/trail.ts'
import type { System } from '../../apps/server/system.ts'
import { buildingsSheet, contactsSheet, loadBodies, pointsSheet } from './load-ground.ts'
import { castPassword, loadStaff, type Cast } from './load-staff.ts'
import { loadAssets } from './load-assets.ts'
import { loadCouncil } from './load-council.ts'
import { hang } from './load-joint.ts'
import { live } from './load-matters.ts'
import { loadLife } from './load-life.ts'
import { loadNeeds } from './load-needs.ts'
import { loadMoney } from './load-money.ts'
import { loadPeer } from './load-peer.ts'
import { loadWorks } from './load-works.ts'
import { loadNotices } from './notices.ts'
import { patrols } from './load-patrol.ts'
import type { Town } from './shape.ts'
import { town } from './town.ts'

type Say = (line: string) => void
export type Filling = { system: System; town: Town; founder: Actor; say: Say; now: Date }

/** `wanted`: fewer matters than the half year holds, where only the loading itself matters. */
export async function fillDemo(
  system: System,
  say: Say,
  { seed = 1, wanted }: { seed?: string | number; wanted?: number } = {},
): Promise<void> {
  const { house } = system
  const now = system.now()
  say('这是一个空系统，正在建立演示街道（虚构的居民和事项）,约需一分钟……')
  const begun = Date.now()
  const filling: Filling = {
    system,
    town: town({ seed, now, ...(wanted && { wanted }) }),
    founder: await found(system, now),
    say,
    now,
  }
  await house.db
    .insertInto('kernel.installation')
    .values({ name: 'demo', value: JSON.stringify({ seed, now }), at: now })
    .execute()
  await loadPlaces(filling)
  await loadPeople(filling)
  const cast = await loadStaff(filling)
  await loadBodies(filling)
  await live(filling, cast)
  await hang(filling, cast)
  await loadLife(filling, cast)
  await loadPeer(filling, cast)
  await loadMoney(filling, cast)
  await loadAssets(filling, cast)
  await loadNotices(filling, cast)
  await loadCouncil(filling, cast)
  await loadWorks(filling, cast)
  await loadNeeds(filling, cast)
  // Half a year of messages was read as it came; unread is what came last.
  const lately = new Date(filling.now.getTime() - 4 * 86_400_000)
  await filling.system.house.db
    .updateTable('kernel.message')
    .set({ seen: filling.now })
    .where('at', '<', lately)
    .execute()
  await patrols(filling, cast)
  while ((await linkTrail(house.db)) > 0);
  await checkpoint(house.db, house.signing, now)
  say(`演示街道已建好，用时 ${Math.round((Date.now() - begun) / 1000)} 秒`)
}

async function found({ house }: System, now: Date): Promise<Actor> {
  const input = {
    place: '320582100',
    username: 'system',
    name: '系统管理员',
    password: castPassword,
    security: { username: 'security', name: '安全管理员', password: castPassword },
    audit: { username: 'audit', name: '审计管理员', password: castPassword },
  }
  const { answer } = await call(house, { op: 'identity.found', input, actor: null, now })
  const me = answer as Actor
  // The founder of a demonstration does what clerks would do; in real life these are different people.
  return { id: me.id, name: me.name ?? '系统管理员', posts: [...me.posts, { role: 'clerk', place: '320582100' }] }
}

async function loadPlaces({ system: { house }, town, founder, say, now }: Filling) {
  for (const { code, name } of town.communities)
    await call(house, { op: 'places.addPlace', input: { place: code, name }, actor: founder, now })
  await inFolder(async folder => {
    const map = join(folder, '网格.geojson')
    const outlines = town.communities.map(({ code, name, outline }) => ({
      type: 'Feature',
      properties: { code, name },
      geometry: outline,
    }))
    const features = [...town.grids.features, ...outlines]
    await writeFile(map, JSON.stringify({ type: 'FeatureCollection', features }))
    await brought({ kind: 'places.grids', path: map })
    const buildings = buildingsSheet(town)
    await brought({ kind: 'places.buildings', path: await sheet(folder, '楼栋', buildings.titles, buildings.rows) })
    const kinds = new Map(town.buildings.map(b => [b.code, b]))
    await brought({
      kind: 'places.rooms',
      path: await sheet(
        folder,
        '房屋',
        ['小区', '楼栋', '单元', '楼层', '房号', '网格代码', '用途'],
        town.rooms.map(r => {
          const building = kinds.get(r.building)!
          return [
            compoundName(town, building.compound),
            building.name,
            r.unit ? String(r.unit) : '',
            String(r.floor),
            r.name || wholeHouse,
            r.grid,
            '住宅',
          ]
        }),
      ),
    })
    const [points, contacts] = [pointsSheet(town), contactsSheet(town)]
    await brought({ kind: 'places.points', path: await sheet(folder, '点位', points.titles, points.rows) })
    await brought({ kind: 'places.contacts', path: await sheet(folder, '服务联系', contacts.titles, contacts.rows) })
  })
  say(
    `已装入 ${town.communities.length} 个社区、${town.grids.features.length} 个网格、${town.buildings.length} 幢楼、${town.rooms.length} 套房`,
  )

  async function brought(file: { kind: string; path: string }) {
    const run = await runImport(house, { ...file, place: town.street.code, actor: founder, now })
    if (run.bad || run.problem) throw new Error(`演示数据没有装好：${file.kind} ${run.problem ?? `${run.bad} 行有误`}`)
  }
}

/** A village house is one home; the sheet of rooms wants a name for it all the same. */
const wholeHouse = '整户'

const residences = {
  户籍: '户籍在此居住',
  人户分离: '户籍在此不居住',
  常住外来: '外来常住',
  租住: '租住',
  寄住: '外来常住',
} as const

async function loadPeople({ system: { house }, town, founder, say, now }: Filling) {
  const rooms = new Map(town.rooms.map(r => [r.code, r]))
  const buildings = new Map(town.buildings.map(b => [b.code, b]))
  const headers = ['姓名', '身份证号', '手机号', '小区', '楼栋', '单元', '房号', '网格代码', '与户主关系', '居住类型']
  await inFolder(async folder => {
    const path = await sheet(
      folder,
      '居民',
      headers,
      town.people.map(p => {
        const room = p.room === null ? undefined : rooms.get(p.room)
        const building = room && buildings.get(room.building)
        const home =
          building && room
            ? [
                compoundName(town, building.compound),
                building.name,
                room.unit ? String(room.unit) : '',
                room.name || wholeHouse,
              ]
            : ['', '', '', '']
        return [p.name, p.idNumber, p.phone ?? '', ...home, p.grid, relationOf(p.relation), residences[p.residence]]
      }),
    )
    const run = await runImport(house, { kind: 'people.residents', path, place: town.street.code, actor: founder, now })
    if (run.bad || run.problem) throw new Error(`演示居民没有装好：${run.problem ?? `${run.bad} 行有误`}`)
    say(`已装入 ${run.added} 位居民`)
  })
}

const relationOf = (said: string) =>
  ({
    户主: '户主',
    配偶: '配偶',
    妻: '配偶',
    夫: '配偶',
    子: '子女',
    女: '子女',
    儿媳: '子女',
    女婿: '子女',
    父: '父母',
    母: '父母',
    孙子: '孙辈',
    孙女: '孙辈',
    外孙: '孙辈',
    外孙女: '孙辈',
  })[said] ?? '其他'

const compoundName = (town: Town, key: string) => town.compounds.find(c => c.key === key)!.name

async function sheet(folder: string, name: string, titles: string[], rows: SheetValue[][]): Promise<string> {
  const path = join(folder, `${name}.xlsx`)
  const columns: SheetColumn[] = titles.map(title => ({ title, text: true }))
  await writeSheet(path, { sheet: name, kind: 'xlsx', columns, rows })
  return path
}

async function inFolder(work: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'linli-demo-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const isDemo = async ({ house }: System): Promise<boolean> =>
  Boolean(await house.db.selectFrom('kernel.installation').select('name').where('name', '=', 'demo').executeTakeFirst())

/** The sign-ins of the people, for whoever tries the system. Nothing when it is no demonstration. */
export async function printCast(system: System, say: Say): Promise<void> {
  if (!(await isDemo(system))) return
  say(`\n演示账号（密码都是 ${castPassword}）:`)
  for (const [username, who] of cast) say(`  ${username.padEnd(10)} ${who}`)
}

const cast: Cast = [
  ['wangshen', '王婶，68 岁，居民：门户上报和查进度'],
  ['xiaozheng', '小郑，网格员：手机上办事项(/field/)'],
  ['laozhou', '老周，议事会召集人'],
  ['chenyisheng', '陈医生，家庭医生'],
  ['shenli', '沈丽，街道受理员：工作台(/desk/)'],
  ['kuaiji', '社区会计：账务工作台(/desk/money)'],
  ['chuna', '社区出纳：填付款单、送银行'],
  ['jiandu', '社区监督员：签字、暂停付款'],
  ['system', '系统管理员'],
  ['security', '安全管理员'],
  ['audit', '审计管理员'],
]
