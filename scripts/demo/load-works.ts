/**
 * A resolution of each community with the order of its works, a budget for it, and a project in every state, so that whoever
 * manages, watches, lives there or only looks finds something of theirs.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'
import { known } from './random.ts'

type Key = { community: string; id: string }
type Body = Key & { kind: string; seats: { id: string }[] }
type Met = Key & { agenda: { id: string; resolution: string | null }[] }
type Whole = Key & Record<'quotes' | 'milestones' | 'defects', { id: string }[]>
const key = ({ community, id }: Key) => ({ community, id })

/** In the order of the votes; `far`: how many of the steps below were taken. */
const projects = [
  { title: '12幢前路面修补', item: '502', amount: 4_600, score: 486, far: 8, said: '下雨积水，老人出门绕着走。' },
  { title: '楼道扶手加装', item: '705', amount: 4_900, score: 452, far: 6, said: '没有电梯的楼，老人上下楼要有扶手。' },
  { title: '小广场健身器材', item: '106', amount: 4_300, score: 431, far: 7, said: '换掉坏的，加两件给孩子的。' },
  { title: '东门路灯更换', item: '509', amount: 12_000, score: 407, far: 5, said: '旧灯换节能灯，暗处补两盏。' },
  { title: '垃圾分类亭改造', item: '510', amount: 4_200, score: 388, far: 4, said: '加顶棚和洗手池。' },
  { title: '车棚加装充电口', item: '705', amount: 4_700, score: 365, far: 3, said: '一个棚十个口，刷卡用。' },
  { title: '便民长椅更换', item: '513', amount: 3_200, score: 340, far: 0, said: '西区坏了的三张换新。' },
] as const
const bidders = ['暨阳市政工程公司', '德胜安装队', '邻里维修社']

export async function loadWorks({ system: { house }, town, say, now }: Filling, cast: ReadonlyMap<string, Actor>) {
  const people = [...cast.values()]
  const day = (n: number) => addDays(dayOf(now), n)
  const at = (n: number) => new Date(`${day(n)}T10:00:00+08:00`)
  const run = async <T = Key>(op: string, input: object, actor: Actor | null, n: number): Promise<T> =>
    (await call(house, { op, input, actor, now: at(n) })).answer as T
  for (const [n, { code }] of town.communities.entries()) await community(code, n)
  say('已布置工程：立项、招标、施工、验收、三评和抽查')

  async function community(place: string, n: number) {
    const maybe = (role: string) => people.find(a => a.posts.some(p => p.role === role && p.place === place))
    const [head, clerk, accountant, supervisor] = ['head', 'clerk', 'accountant', 'supervisor'].map(role =>
      known(maybe(role)),
    ) as [Actor, Actor, Actor, Actor]
    const chair = maybe('council-chair')
    const resolution = await resolve(place, head, clerk, chair ?? head)
    const line = await budgeted(place, n, resolution, accountant, head)
    const homes = await wangsBuilding(place)
    const going: Key[] = []
    for (const [i, one] of projects.entries()) {
      const p = await build(i, one)
      if (one.far === 5) going.push(p)
    }
    const d = key(await run('works.planDraw', { place, title: '上月在建项目抽查' }, supervisor, -20))
    await run('works.sealNumber', { ...d, number: 2_718 + n }, supervisor, -20)
    if (!chair) return
    await run('works.openNumber', { ...d, number: 31_415 }, chair, -19)
    const { items } = await run<{ items: Key[] }>('works.visits', { place }, supervisor, -18)
    const fault = { findings: '两处接线没有套管', question: '什么时候补上' }
    await run('works.findFault', { ...key(known(items[0])), ...fault }, supervisor, -16)

    async function build(i: number, { title, said, item, amount, score, far }: (typeof projects)[number]) {
      const begin = -150 + i * 6
      const does = <T = Whole>(move: string, who: Actor, after: number, more: object = {}) =>
        run<T>(`works.${move}`, { ...p, ...more }, who, begin + after)
      const opening = { place, resolution: resolution.id, rank: i + 1, score, title, said, item, buildings: homes }
      const p = key(await run('works.openProject', opening, clerk, begin))
      const steps = [
        () => does('estimate', clerk, 1, { amount: String(amount + 200), text: '向两家问过价' }),
        () => does('announce', clerk, 2),
        async () => {
          for (const [j, bidder] of bidders.entries())
            await does('addQuote', clerk, 4, { bidder: `${bidder}${i + 1}（演示）`, amount: String(amount + j * 90) })
        },
        async () => {
          const { quotes } = await does('project', head, 10)
          await does('choose', head, 10, { quote: known(quotes[0]).id, way: amount < 5_000 ? 'direct' : 'quotes' })
        },
        async () => {
          const signed = { line, number: `GC${day(0).slice(0, 4)}-${n + 1}-${i + 1}`, signedDay: day(begin + 11) }
          await does('signContract', accountant, 11, { ...signed, dueOn: day(begin + 130) })
          const half = { title: '材料进场、基础做好', dueOn: day(begin + 40), share: 40 }
          const { milestones } = await does('addMilestone', clerk, 11, half)
          await does('addMilestone', clerk, 11, { title: '全部做完', dueOn: day(begin + 100), share: 100 })
          const milestone = known(milestones[0]).id
          await does('reportSite', clerk, 30, { text: '材料齐了，基础已验', milestone })
          await does('passMilestone', supervisor, 31, { milestone, number: `JD-${i + 1}` })
        },
        async () => {
          const { milestones } = await does('project', head, 60)
          const milestone = known(milestones[1]).id
          await does('reportSite', clerk, 60, { text: '都做完了，场地已清', milestone })
          await does('passMilestone', supervisor, 61, { milestone, number: `JD-${i + 1}b` })
          await does('complete', clerk, 62)
          await does('acceptProject', supervisor, 64, { number: `YS-${n + 1}-${i + 1}`, text: '与合同相符' })
          await answers(p, begin + 70, 4)
        },
        async () => {
          await does('endReview', clerk, 80)
          await does('addDefect', supervisor, 82, { text: '一处松动，需要加固' })
        },
        async () => {
          const { defects } = await does('project', head, 84)
          const defect = known(defects[0]).id
          await does('mendDefect', clerk, 84, { defect, text: '加了膨胀螺栓' })
          await does('passDefect', supervisor, 86, { defect, ok: true })
          await does('closeProject', head, 90)
        },
      ]
      for (const step of steps.slice(0, far)) await step()
      return p
    }

    /** Asked at the door, by somebody of the committee; what was said is kept apart from whose it is. */
    async function answers(p: Key, n: number, most: number) {
      const asked = { community: place, project: p.id, size: 200 }
      const { items } = await run<{ items: Key[] }>('works.households', asked, clerk, n)
      const least = Math.max(most, Math.ceil(items.length / 9))
      for (const [j, { id: room }] of items.slice(0, least).entries()) {
        const said = { met: j === 3 ? 'partly' : 'yes', content: j === 2 ? 'fairly' : 'very' }
        const improve = j === 1 ? '以后施工请早晚避开学生上学' : ''
        await run('works.review', { community: place, project: p.id, room, ...said, improve }, clerk, n)
      }
    }
  }

  async function resolve(place: string, head: Actor, clerk: Actor, chair: Actor) {
    const bodies = await run<{ items: Body[] }>('council.bodies', { place, size: 200 }, head, -175)
    const of = (kind: string) => key(known(bodies.items.find(b => b.kind === kind)))
    const council = await run<Body>('council.body', of('council'), head, -175)
    const topic = key(
      await run(
        'council.propose',
        { place, title: '今年的公共设施项目和先后次序', said: '按入户摸底和投票得分排定。', name: '居委会' },
        null,
        -175,
      ),
    )
    const admitted = { body: council.id, matter: 'works', reason: '属于小型公益设施' }
    await run('council.admitTopic', { ...topic, ...admitted }, head, -173)
    const plan = {
      place,
      body: council.id,
      title: '项目议定会',
      venue: '社区二楼会议室',
      startsAt: at(-165).toISOString(),
    }
    const meeting = key(await run('council.planMeeting', plan, chair, -172))
    await run('council.scheduleTopic', { ...topic, meeting: meeting.id }, chair, -172)
    await run('council.convene', meeting, chair, -171)
    await run('council.openMeeting', meeting, chair, -165)
    const there = council.seats.slice(0, 20).map(s => s.id)
    const { agenda } = await run<Met>('council.checkIn', { ...meeting, seats: there }, clerk, -165)
    const counted = { ...meeting, item: known(agenda[0]).id, yes: 18, no: 1, abstain: 1 }
    const voted = await run<Met>('council.countVotes', counted, chair, -165)
    const resolution = { community: place, id: known(voted.agenda[0]?.resolution) }
    await run('council.displayResolution', resolution, chair, -164)
    const executor = { body: of('residentsCommittee').id, due: day(120), text: '按次序逐项办' }
    await run('council.executeResolution', { ...resolution, ...executor }, chair, -151)
    return run<Key & { number: string; decidedOn: string }>('council.resolution', resolution, head, -151)
  }

  async function budgeted(
    place: string,
    n: number,
    r: { id: string; number: string; decidedOn: string },
    accountant: Actor,
    head: Actor,
  ) {
    const books = await run<Key[]>('money.books', { place }, accountant, 0)
    const year = Number(day(0).slice(0, 4))
    const about = { place, book: known(books[0]).id, year, name: '社区激励资金', purpose: '居民议定的小型公益设施' }
    const fund = key(
      await run('money.openFund', { ...about, source: 'government', setting: 'urban', amount: '60000' }, accountant, 0),
    )
    await run('money.receiveFund', { ...fund, day: day(0), amount: '60000', from: '区财政（演示）' }, accountant, 0)
    const decided = { resolution: r.id, resolutionNumber: r.number, resolutionDay: r.decidedOn, amount: '50000' }
    const budget = key(
      await run('money.drawBudget', { place, fund: fund.id, name: `小型公益设施 ${n + 1}`, ...decided }, accountant, 0),
    )
    await run('money.addLine', { ...budget, name: '小型公益设施', kind: 'facility', amount: '50000' }, accountant, 0)
    const { lines } = await run<{ lines: { id: string }[] }>('money.adopt', budget, head, 0)
    return known(lines[0]).id
  }

  /** 王婶's building where she lives, so that she finds something to say; elsewhere the first. */
  async function wangsBuilding(community: string): Promise<string[]> {
    const rooms = house.db.selectFrom('people.resident as r').innerJoin('places.room as m', 'm.id', 'r.room')
    const hers = await rooms
      .select('m.building')
      .where('r.name', '=', '王秀兰')
      .where('r.community', '=', community)
      .executeTakeFirst()
    const first = await house.db
      .selectFrom('places.building')
      .select('id')
      .where('community', '=', community)
      .orderBy('code')
      .limit(1)
      .executeTakeFirst()
    return [hers?.building ?? known(first).id]
  }
}
