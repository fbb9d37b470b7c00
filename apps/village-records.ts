/**
 * The second half of the village of the browser tests: one of every record that hangs on nothing else, from a patrol point
 * to a body, so that each page of a single record has something to show.
 */
import { addDays, dayOf } from '../kernel/clock.ts'
import type { Actor } from '../kernel/rules.ts'

type Key = { community: string; id: string }
type Does = <T = Key>(op: string, input: object, actor: Actor | null, at?: Date) => Promise<T>
type Square = { type: 'Polygon'; coordinates: number[][][] }
export type Setting = {
  does: Does
  now: Date
  here: string
  /** Where somebody comes from who is handed over. */
  beyond: string
  grid: string
  room: string
  admin: Actor
  clerk: Actor
  head: Actor
  worker: Actor
  wangshen: Actor
  /** An account that is not linked to anybody yet. */
  stranger: Actor
  open: { number: string }
  square: (west: number) => Square
}

export const label = 'XC-0001'

export async function records(v: Setting) {
  const { does, now, here, grid, clerk, head, worker, wangshen, admin } = v
  const today = dayOf(now)

  const spot = await does('grid.addPoint', { place: grid, name: '电动车棚', code: label }, clerk)
  const gate = await does('grid.addPoint', { place: grid, name: '南门岗亭', code: 'XC-0002' }, clerk)
  const week = ['1', '2', '3', '4', '5', '6', '7']
  const way = { name: '日常巡查', holder: worker.id, days: week, starts: '00:00', minutes: 1440 }
  const plan = await does('grid.planPatrol', { place: grid, ...way, points: [spot.id, gate.id] }, clerk)
  const round = await does('grid.makeRound', { place: grid, plan: plan.id, day: today }, clerk)
  const { visits } = await does<{ visits: Key[] }>('grid.round', round, worker)

  const home = { place: grid, address: '花园新村12幢3单元101室', contactName: '王秀兰', phone: '13812345678' }
  const asked = await does('grid.askVisit', { ...home, what: '请来看看卫生间扶手' }, wangshen)
  const day = addDays(today, 1)
  await does('grid.arrange', { ...key(asked), holder: worker.id, day, time: '14:30' }, clerk)

  const peer = { place: here.slice(0, 9), name: '市政热线', endpoint: 'https://peer.example/open311' }
  const system = await does('open311.add', peer, admin)
  await does('open311.map', { place: peer.place, id: system.id, service: 'LAMP', category: '02' }, admin)
  const passed = await does('open311.passOn', { place: here, number: v.open.number, system: system.id }, clerk)

  const applied = { community: here, name: '李福根', idNumber: '320582199003071232', address: '12幢3单元101室' }
  const link = await does('people.applyLink', applied, v.stranger)
  const wish = { field: 'hometown', wanted: '江苏张家港', reason: '户口本上是这样写的' }
  const correction = await does('people.requestCorrection', wish, wangshen)
  const handover = await comingFrom(v)

  const point = await does('places.addPoint', { place: grid, kind: 'hydrant', name: '12幢西侧消防栓' }, clerk)
  const called = { place: here, kind: 'property', name: '花园新村物业服务中心', phone: '0512-58003001' }
  const contact = await does('places.addContact', called, clerk)
  const body = await bodyOf(v, head)
  const drawn = { place: grid, name: '第一网格', outline: v.square(120.5495) }
  const redrawing = await does(
    'places.planRedrawing',
    { place: here, title: '按小区大门重划', from: addDays(today, 10), grids: [drawn] },
    clerk,
  )
  const ballots = await ballotsOf(v)
  return {
    ballots,
    patrol: { plan, point: spot, round, visit: visits[0]! },
    home: { community: here, id: v.room },
    homeVisit: asked,
    passed,
    link,
    correction,
    handover,
    point,
    contact,
    body,
    redrawing,
  }
}

const key = ({ community, id }: Key) => ({ community, id })

async function comingFrom({ does, now, here, beyond, admin, square }: Setting) {
  await does('places.addPlace', { place: beyond, name: '南桥村' }, admin)
  const grid = `${beyond}001`
  await does('places.addGrid', { place: grid, name: '南桥第一网格', outline: square(120.59) }, admin)
  const moving = { place: grid, name: '孙丽', phone: '13812340000', residence: 'settled' }
  const one = await does('people.register', moving, admin)
  const [date, reason] = [dayOf(now), '女儿接来同住']
  await does('people.handOver', { ...key(one), to: here, date, reason }, admin)
  const { items } = await does<{ items: Key[] }>('people.handovers', { place: here }, admin)
  return items[0]!
}

/** With a term, somebody in a seat and one seat empty. */
async function bodyOf({ does, now, here }: Setting, head: Actor) {
  const body = await does('places.addBody', { place: here, kind: 'committee', name: '花园浜社区居民委员会' }, head)
  const of = key(body)
  await does('places.beginTerm', { ...of, name: '第八届', from: addDays(dayOf(now), -200) }, head)
  const { seats } = await does<{ seats: { id: string }[] }>('places.addSeat', { ...of, name: '主任' }, head)
  await does('places.addSeat', { ...of, name: '委员', number: 3, above: seats[0]!.id }, head)
  const taken = { seat: seats[0]!.id, name: '张岭', how: 'elected', from: addDays(dayOf(now), -200) }
  await does('places.takeSeat', { ...of, ...taken }, head)
  return body
}

/** One that is voted on now, one whose roll hangs, one whose papers are entered, one with its result. */
async function ballotsOf({ does, now, here, clerk, head, wangshen }: Setting) {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const run = <T = Key>(op: string, input: object, who: Actor | null, at = now) =>
    does<T>(`council.${op}`, input, who, at)
  const begun = async (title: string, opens: number, closes: number, listed: number) => {
    const times = { opensAt: ago(opens).toISOString(), closesAt: ago(closes).toISOString() }
    const about = '今年的社区保障资金，先办哪几件，大家来定。'
    const b = key(
      await run('draftBallot', { place: here, title, about, body: 'residentsAssembly', ...times }, clerk, ago(listed)),
    )
    const lines = '路灯更新 60000\n健身器材 45000\n花坛改造 30000'
    const score = { ask: 'scoring', most: 5, budget: 100_000, lines }
    await run('addQuestion', { ...b, text: '给三件事打分', ...score }, clerk, ago(listed))
    await run('addQuestion', { ...b, text: '是否同意新的居民公约', ask: 'yesNo' }, clerk, ago(listed))
    await run('fillRoll', b, clerk, ago(listed))
    await run('publishRoll', b, head, ago(listed))
    return b
  }
  const listed = await begun('明年的停车办法', -20, -21, 1)
  const objection = await run('raiseObjection', { ...listed, said: '名册上少了我父亲' }, wangshen)
  const open = await begun('今年先办哪几件', 1, -1, 14)
  await run('openVote', open, head, ago(0.9))
  const closed = await begun('小区南门几点关', 3, 2, 15)
  await run('openVote', closed, head, ago(2.9))
  const { items } = await run<{ items: Key[] }>('roll', { ...closed }, clerk)
  for (const voter of items) await run('givePaper', { ...closed, voter: voter.id }, clerk, ago(2.5))
  await run('closeVote', closed, head, ago(1.9))
  const done = await begun('去年的公共空间', 6, 5, 18)
  await run('openVote', done, head, ago(5.9))
  for (const move of ['closeVote', 'countVote', 'publishVote']) await run(move, done, head, ago(4.9))
  const [right] = await run<{ voter: string }[]>('myRights', open, wangshen)
  return { listed, objection: key(objection), open, closed, done, voter: right!.voter }
}
