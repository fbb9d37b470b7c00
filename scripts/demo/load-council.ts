/**
 * Who decides in each community of the town and what they decided: the bodies with their members, mandates, a year's topics in
 * every state, two meetings that were held and one that is coming, resolutions on their way to being done.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { ageOn } from './calendar.ts'
import { castNames } from './cast.ts'
import type { Filling } from './load.ts'
import { known, random } from './random.ts'

type Key = { community: string; id: string }
const key = ({ community, id }: Key) => ({ community, id })
type Cast = ReadonlyMap<string, Actor>
type Sat = Key & { seats: { id: string; name: string }[] }
type Met = Key & { agenda: { id: string; topic: string | null; resolution: string | null }[] }
type Chart = { kind: string; seats: { name: string; holders: { name: string }[] }[] }[]

/** Enough for groups of two and a half dozen; a council has at least twenty-one. */
const COUNCIL = 23
const REPRESENTATIVES = 25

export async function loadCouncil({ system: { house }, town, say, now }: Filling, cast: Cast): Promise<void> {
  const people = [...cast.values()]
  const holder = (role: string, place: string) =>
    people.find(a => a.posts.some(p => p.role === role && p.place === place))
  const day = (days: number) => addDays(dayOf(now), days)
  /** People meet in the afternoon. */
  const at = (days: number) => new Date(`${day(days)}T14:00:00+08:00`)
  const run = async <T = Key>(op: string, input: object, actor: Actor | null, days: number): Promise<T> =>
    (await call(house, { op: `council.${op}`, input, actor, now: at(days) })).answer as T
  for (const { code, name } of town.communities) await community(code, name.replace(/社区$/, ''))
  say('已布置议事会：成员、授权、议题、会议和决议')

  async function community(code: string, short: string) {
    const chance = random(`council/${code}`)
    const head = known(holder('head', code))
    const clerk = known(holder('clerk', code))
    const chair = holder('council-chair', code) ?? head
    const resident = holder('council-chair', code) ? people.find(a => a.posts.length === 0) : undefined
    const { answer } = await call(house, { op: 'places.bodies', input: { place: code }, actor: null, now })
    const chart = (answer as Chart).flatMap(b =>
      b.seats.flatMap(s => s.holders.map(h => ({ kind: b.kind, post: s.name, name: h.name }))),
    )
    const of = (kind: string) => chart.filter(c => c.kind === kind)

    // Grown-ups who live here, each name once, none of them in another post.
    const taken = new Set([...castNames, ...chart.map(c => c.name)])
    const adults = chance.shuffle(town.people.filter(p => p.grid.startsWith(code) && ageOn(p.birth, dayOf(now)) >= 30))
    const some = (n: number) => {
      const found: { name: string; grp: string; woman: boolean }[] = []
      for (const p of adults) {
        if (found.length === n) break
        if (taken.has(p.name)) continue
        taken.add(p.name)
        found.push({ name: p.name, grp: groupOf(p.grid), woman: p.sex === '女' })
      }
      return found
    }
    const groupOf = (grid: string) => `第${Number(grid.slice(-3))}网格`
    const term = { place: code, term: '第十二届', from: day(-500), until: day(1326) }
    const form = async (kind: string, called: string, seats: object[], more: object = {}) => {
      const body = await run<Sat>('formBody', { ...term, kind, name: called, seats, ...more }, head, -500)
      await run('constitute', key(body), head, -500)
      return body
    }

    const voters = town.people.filter(p => p.grid.startsWith(code) && ageOn(p.birth, dayOf(now)) >= 18).length
    await form('residentsAssembly', `${short}社区居民会议`, [], { entitled: voters })
    const committee = await form(
      'residentsCommittee',
      `${short}社区居民委员会`,
      of('committee').map((c, i) => ({ name: c.name, role: c.post === '主任' ? 'convener' : 'member', woman: i > 0 })),
    )
    const board = await form(
      'residentsSupervision',
      `${short}社区居务监督委员会`,
      of('supervision').map(c => ({ name: c.name })),
    )
    await form(
      'newcomers',
      `${short}新市民分会`,
      of('newcomers').map(c => ({ name: c.name })),
    )
    await form('residentsRepresentatives', `${short}社区居民代表会议`, [
      ...of('congress').map(({ name }) => ({ name, role: 'representative' })),
      ...some(REPRESENTATIVES - of('congress').length).map(({ name, grp }) => ({ name, grp, role: 'representative' })),
    ])
    const [convener] = of('council')
    const seats = some(COUNCIL).map(({ name, grp }, i) => ({ name, grp, cadre: i < 4 }))
    const groups = [...Map.groupBy(seats, s => s.grp)]
      .filter(([, all]) => all.length > 1)
      .map(([g, all]) => `${g} ${all.length}`)
    const council = await form(
      'council',
      `${short}居民议事会`,
      [{ name: convener?.name ?? '召集人', role: 'convener', grp: '' }, ...seats],
      { groups: groups.join('\n') },
    )
    const scope = {
      community: code,
      place: code,
      body: council.id,
      matters: ['fund', 'works', 'services', 'order', 'other'],
    }
    await run(
      'grantMandate',
      { ...scope, from: day(-490), until: day(1326), document: `${short}社区居民会议第一次会议决定` },
      head,
      -490,
    )

    // ── What was wished for ──
    const wish = async (title: string, said: string, days: number, admit = true) => {
      const topic = await run('propose', { place: code, title, said, name: '街坊' }, resident ?? null, days)
      if (admit)
        await run(
          'admitTopic',
          { ...topic, body: council.id, matter: 'works', reason: '属于居民关心的公共事项' },
          head,
          days + 2,
        )
      return topic
    }
    const stairs = await wish('楼道扶手加装', '老人上下楼没处扶，去年摔了两位。', -70)
    const square = await wish('小广场装健身器材', '孩子和老人都没地方活动。', -66)
    const charge = await wish('车棚加装充电口', '电动车推进楼道充电太危险。', -30)
    const market = await wish('菜场门口划停车线', '早上堵得救护车进不来。', -28)
    const lamps = await wish('东门外路灯补装', '晚上接孩子看不清路。', -12)
    await wish('便民椅更换', '西区的长椅坏了三张。', -5)
    await wish('棋牌室晚上早点关门', '十点以后太吵。', -3, false)
    const own = await wish('我家卫生间漏水', '楼上渗水到我家。', -20, false)
    await run('refuseTopic', { ...own, reason: '属于两户之间的事，已转调解；请用「我要反映」报修' }, head, -19)
    const road = await wish('县道路口装红绿灯', '出过事故。', -40, false)
    await run('forwardTopic', { ...road, to: '区公安分局交警大队', reason: '县道的信号灯由交警部门设置' }, head, -37)
    await run(
      'raise',
      { place: code, title: '给外来务工家庭开假期托管', source: 'joint', capacity: 'households', signers: 7 },
      clerk,
      -2,
    )

    // ── Two meetings that were held ──
    const hold = async (title: string, days: number, topics: Key[], came: number) => {
      const planned = { place: code, body: council.id, title, venue: '社区二楼会议室' }
      const begun = await run('planMeeting', { ...planned, startsAt: at(days).toISOString() }, chair, days - 8)
      const meeting = key(begun)
      for (const topic of topics) await run('scheduleTopic', { ...topic, meeting: meeting.id }, chair, days - 7)
      await run('convene', meeting, chair, days - 6)
      await run('openMeeting', meeting, chair, days)
      const there = council.seats.slice(0, came)
      const open = await run<Met>('checkIn', { ...meeting, seats: there.map(s => s.id) }, clerk, days)
      const say = (n: number, who: number, said: string) =>
        run('discuss', { ...meeting, item: open.agenda[n]!.id, speaker: there[who]!.name, said }, clerk, days)
      const vote = async (n: number, yes: number, no: number) => {
        const counted = await run<Met>(
          'countVotes',
          { ...meeting, item: open.agenda[n]!.id, yes, no, abstain: came - yes - no },
          chair,
          days,
        )
        return counted.agenda[n]!.resolution
      }
      const end = async () => {
        await run('closeMeeting', meeting, chair, days)
        await run('draftMinutes', meeting, clerk, days)
        for (const s of there.slice(0, Math.floor(came / 2) + 1))
          await run('signMinutes', { ...meeting, seat: s.id }, clerk, days)
        await run('sealMinutes', meeting, chair, days)
        await run('publishMinutes', meeting, chair, days + 1)
      }
      return { open, say, vote, end, meeting }
    }
    const first = await hold('三季度议事会', -55, [stairs, square], 20)
    await first.say(0, 1, '12幢、3幢的老人最多，先装这两处。')
    await first.say(0, 4, '材料用不锈钢的，木头的淋雨坏得快。')
    const handrails = { community: code, id: known(await first.vote(0, 18, 1)) }
    await first.say(1, 2, '占了车位，停车更难。')
    await first.vote(1, 9, 8)
    await first.end()
    await run('displayResolution', handrails, chair, -54)
    await run(
      'executeResolution',
      { ...handrails, body: committee.id, due: day(10), text: '比价后请专业公司安装' },
      chair,
      -38,
    )
    await run('superviseResolution', { ...handrails, body: board.id }, chair, -38)
    await run('reportProgress', { ...handrails, text: '已比价三家，12幢装好 3 个单元' }, clerk, -15)

    const second = await hold('车棚和停车专题议事', -9, [charge, market], 19)
    await second.say(0, 3, '一个棚装 10 个口，刷卡用。')
    const sockets = { community: code, id: known(await second.vote(0, 17, 0)) }
    await run(
      'postponeItem',
      { ...second.meeting, item: second.open.agenda[1]!.id, reason: '等交警部门的意见' },
      chair,
      -9,
    )
    await second.end()
    await run('displayResolution', sockets, chair, -8)
    if (resident)
      await run('object', { ...sockets, name: '李福根', text: '车棚离我家窗户太近，怕有火险' }, resident, -4)

    // ── And one that is coming ──
    const next = { place: code, body: council.id, title: '十二月议事会', venue: '社区二楼会议室' }
    const coming = key(await run('planMeeting', { ...next, startsAt: at(5).toISOString() }, chair, -1))
    await run('scheduleTopic', { ...lamps, meeting: coming.id }, chair, -1)
    await run('addItem', { ...coming, title: '楼道扶手办得怎样（居委会报告）', method: 'report' }, chair, -1)
    await run('convene', coming, chair, -1)
  }
}
