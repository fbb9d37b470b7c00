/** What stands on the land of the demonstration town besides rooms: houses with their positions, points, whom to call, and the bodies. */
import { call } from '../../kernel/server.ts'
import { bodiesOf, type BodyPlan } from './bodies.ts'
import type { Filling } from './load.ts'
import { random } from './random.ts'
import type { Point, PublicPlace, Town } from './shape.ts'

type Sheet = { titles: string[]; rows: string[][] }
const compoundName = (town: Town, key: string) => town.compounds.find(c => c.key === key)!.name

export const buildingsSheet = (town: Town): Sheet => ({
  titles: ['小区', '楼栋', '网格代码', '经度', '纬度', '坐标系', '层数', '单元数', '建成年份'],
  rows: town.buildings.map(b => [
    compoundName(town, b.compound),
    b.name,
    b.grid,
    ...b.point.map(String),
    'WGS-84',
    String(b.floors),
    String(b.unitCount),
    String(b.built),
  ]),
})

const kinds: Record<PublicPlace['kind'], string> = {
  'service-centre': '党群（便民）服务中心',
  clinic: '卫生室（服务站）',
  park: '公园、广场',
  market: '菜场',
  school: '学校、幼儿园',
}

/** Some metres from a house. */
const beside = ([lon, lat]: Point, east: number, north: number): string[] => [
  (lon + east / 94_500).toFixed(6),
  (lat + north / 110_870).toFixed(6),
]

export function pointsSheet(town: Town): Sheet {
  const titles = ['种类', '编号', '名称', '网格代码', '经度', '纬度', '位置', '电话', '开放时间']
  const named = town.places.map(p => {
    const office = p.kind === 'service-centre' || p.kind === 'clinic'
    const more = office ? ['0512-58001000', '工作日 8:30—17:00'] : ['', '']
    return [kinds[p.kind], '', p.name, p.grid, ...p.point.map(String), '', ...more]
  })
  const byGrid = [...Map.groupBy(town.buildings, b => b.grid)]
  const small = byGrid.flatMap(([grid, [first, second = first]], i) => {
    const at = (kind: string, letter: string, near: typeof first, east: number, north: number) => {
      const where = `${compoundName(town, near!.compound)}${near!.name}旁`
      const number = `${letter}-${String(i + 1).padStart(3, '0')}`
      return [kind, number, `${where}${kind}`, grid, ...beside(near!.point, east, north), where, '', '']
    }
    return [
      at('消防栓', 'XF', first, 24, -14),
      at('井盖', 'JG', second, -26, -12),
      at('快递柜', 'KD', first, -20, 15),
      ...(i % 3 === 0 ? [at('急救设备（AED）', 'AED', second, 18, 16)] : []),
    ]
  })
  return { titles, rows: [...named, ...small] }
}

export function contactsSheet(town: Town): Sheet {
  const titles = ['服务', '范围代码', '小区', '单位', '电话', '时间']
  const services = [
    ['供水', '供排水抢修队', '0512-58002001'],
    ['供电', '供电抢修班', '0512-58002002'],
    ['燃气', '燃气抢修站', '0512-58002003'],
    ['排水', '供排水抢修队', '0512-58002004'],
  ] as const
  const all = town.communities.flatMap(({ code }) =>
    services.map(([kind, name, phone]) => [kind, code, '', name, phone, '24 小时']),
  )
  const estates = town.compounds
    .filter(c => c.kind !== 'village')
    .flatMap((c, i) => [
      ['物业', c.community, c.name, `${c.name}物业服务中心`, `0512-58003${String(i).padStart(3, '0')}`, '8:00—20:00'],
      ...(c.kind === 'tower' ? [['电梯', c.community, c.name, '电梯维保站', '0512-58002009', '24 小时']] : []),
    ])
  return { titles, rows: [...all, ...estates] }
}

// ── Bodies ──────────────────────────────────────────────────────────────────

type Card = {
  community: string
  id: string
  seats: { id: string; name: string; holders: { member: string; name: string; holding: string }[] }[]
}

/** After the staff: whoever holds a post and sits in a body is one person with one account. */
export async function loadBodies({ system: { house }, town, founder, say, now }: Filling) {
  const plans = bodiesOf(random('bodies'), town)
  const made = new Map<string, Card>()
  const known = new Map<string, string>()
  const run = async (op: string, input: object): Promise<Card> =>
    (await call(house, { op: `places.${op}`, input, actor: founder, now })).answer as Card
  for (const plan of plans) {
    const { place, kind, name, phone, office } = plan
    const body = await run('addBody', { place, kind, name, phone, office, from: '2015-01-01' })
    made.set(name, body)
    await seat(plan, { community: body.community, id: body.id })
  }
  for (const { name, led, guided } of plans)
    for (const [uppers, relation] of [
      [led, 'leads'],
      [guided, 'guides'],
    ] as const)
      for (const upper of uppers) {
        const [body, above] = [made.get(name)!, made.get(upper)!]
        const input = { upper: above.id, relation, from: '2021-03-01' }
        await run('answerTo', { community: body.community, id: body.id, ...input })
      }
  say(`已登记 ${plans.length} 个组织`)

  async function seat({ seats, term }: BodyPlan, key: { community: string; id: string }) {
    if (term) await run('beginTerm', { ...key, ...term })
    const ids = new Map<string, string>()
    for (const { name, number, above } of seats) {
      const card = await run('addSeat', { ...key, name, number, ...(above && { above: ids.get(above) }) })
      ids.set(name, card.seats.at(-1)!.id)
    }
    for (const { name, holders } of seats)
      for (const holder of holders) {
        const at = { ...key, seat: ids.get(name)! }
        if (holder.before) {
          const sat = await run('takeSeat', { ...at, ...who(key, holder.before), how: holder.how, from: '2021-03-01' })
          const { holding } = sat.seats.find(s => s.name === name)!.holders[0]!
          await run('leaveSeat', { ...key, holding, on: '2024-07-01', why: '年龄到限' })
        }
        const from = holder.before ? '2024-07-01' : (term?.from ?? '2022-01-01')
        const card = await run('takeSeat', { ...at, ...who(key, holder.name), how: holder.how, from })
        for (const h of card.seats.flatMap(s => s.holders)) known.set(`${key.community} ${h.name}`, h.member)
      }
  }

  function who({ community }: { community: string }, name: string) {
    const member = known.get(`${community} ${name}`)
    return member ? { member } : { name }
  }
}
