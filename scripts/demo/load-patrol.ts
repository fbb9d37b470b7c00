/** Points and plans in every third grid, three weeks of rounds that were walked, missed now and then, and a few visits at home. */
import type { Actor } from '../../kernel/rules.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { call } from '../../kernel/server.ts'
import { endRounds } from '../../modules/grid/rounds.ts'
import { makeRounds } from '../../modules/grid/plans.ts'
import type { Filling } from './load.ts'

type Key = { community: string; id: string }
const DAYS = 10
const spots = ['南门岗亭', '电动车棚', '垃圾投放点', '配电房门口']

export async function patrols({ system: { house }, town, say, now }: Filling, cast: ReadonlyMap<string, Actor>) {
  const people = [...cast.values()]
  const clerkOf = (place: string) =>
    people.find(a => a.posts.some(p => p.role === 'clerk' && place.startsWith(p.place)))!
  const workerOf = (grid: string) => people.find(a => a.posts.some(p => p.role === 'grid-worker' && p.place === grid))
  const run = async <T = Key>(op: string, input: object, actor: Actor, at: Date) =>
    (await call(house, { op: `grid.${op}`, input, actor, now: at })).answer as T
  const zheng = people.find(a => a.name === '郑晓东')!
  const first = new Date(now.getTime() - DAYS * 86_400_000)

  const grids = town.grids.features.map(f => f.properties).filter((g, n) => n % 6 === 0 || workerOf(g.code) === zheng)
  for (const g of grids) {
    const [clerk, worker] = [clerkOf(g.code), workerOf(g.code)]
    if (!worker) continue
    const points: string[] = []
    for (const [n, name] of spots.entries())
      points.push(
        (await run('addPoint', { place: g.code, name, code: `XC${g.code.slice(-6)}${n + 1}` }, clerk, first)).id,
      )
    const said = { place: g.code, holder: worker.id, starts: '08:30', minutes: 900, points }
    await run('planPatrol', { ...said, name: '日常巡查', days: ['1', '2', '3', '4', '5', '6', '7'] }, clerk, first)
  }

  for (let n = DAYS; n >= 0; n--) {
    const day = addDays(dayOf(now), -n)
    const dawn = new Date(`${day}T00:10:00+08:00`)
    await makeRounds(house, dawn)
    const { items } = await run<{ items: (Key & { holder: string })[] }>(
      'rounds',
      { from: day, to: day, size: 200 },
      clerkOf(town.street.code),
      dawn,
    )
    for (const [i, r] of items.entries()) await walk(r, n, i, day)
    await endRounds(house, new Date(Math.min(now.getTime(), Date.parse(`${day}T23:00:00+08:00`))))
  }
  await homes()
  say('已布置巡查点位、计划和近十天的巡查，以及上门服务')

  /** Most walk the whole way; some leave out a point and say why, one in eleven does not set out at all. */
  async function walk(r: Key & { holder: string }, ago: number, i: number, day: string) {
    const worker = people.find(a => a.id === r.holder)!
    const chance = (ago * 7 + i * 3) % 11
    if (chance === 5 && worker !== zheng) return
    const { visits } = await run<{ visits: (Key & { title: string })[] }>(
      'round',
      { community: r.community, id: r.id },
      worker,
      now,
    )
    const done = ago === 0 ? visits.slice(0, 2) : visits
    for (const [n, v] of done.entries()) {
      const at = new Date(Date.parse(`${day}T08:40:00+08:00`) + n * 9 * 60_000)
      if (at >= now) return
      const key = { community: v.community, id: v.id }
      if (chance === 3 && n === 2) await run('skip', { ...key, reason: '施工围挡，进不去' }, worker, at)
      else if (chance !== 8 || n < 3)
        await run(
          'arrive',
          { ...key, code: codeOf(r, spots.indexOf(v.title)), text: n === 1 ? '正常' : '' },
          worker,
          at,
        )
      else return
    }
    if (ago > 0)
      await run('finishRound', { community: r.community, id: r.id }, worker, new Date(`${day}T10:00:00+08:00`))
  }

  function codeOf(r: Key, n: number): string {
    const { place } = r as Key & { place: string }
    return `XC${place.slice(-6)}${n + 1}`
  }

  async function homes() {
    const wang = people.find(a => a.name === '王秀兰')!
    const place = zheng.posts.find(p => p.role === 'grid-worker')!.place
    const clerk = clerkOf(place)
    const at = new Date(now.getTime() - 3_600_000)
    const own = { place, address: '花园新村12幢3单元502室', contactName: '王秀兰', phone: '13812345678' }
    const asked = await run('askVisit', { ...own, what: '请来看看卫生间扶手，有点松' }, wang, at)
    const day = addDays(dayOf(now), 1)
    await run('arrange', { community: asked.community, id: asked.id, holder: zheng.id, day, time: '14:30' }, clerk, at)
    const agreed = { consent: 'agreed', consentSaid: '电话里说欢迎来，周末都在家' }
    await run('arrangeFor', { ...own, contactName: '李福根', what: '帮着看看燃气软管', ...agreed }, clerk, at)
  }
}
