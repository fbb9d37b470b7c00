/** The council of the village of the browser tests: a body at work, a topic that was carried, its resolution, and a meeting that goes on. */
import { addDays, dayOf } from '../kernel/clock.ts'
import type { Actor } from '../kernel/rules.ts'

type Key = { community: string; id: string }
type Does = <T = Key>(op: string, input: object, actor: Actor | null, at?: Date) => Promise<T>
type Sat = Key & { seats: { id: string }[] }
type Met = Key & { agenda: { id: string; resolution: string | null }[] }
export type CouncilSetting = {
  does: Does
  now: Date
  here: string
  head: Actor
  clerk: Actor
  chair: Actor
  wangshen: Actor
}

export async function councilOf({ does, now, here, head, clerk, chair, wangshen }: CouncilSetting) {
  const today = dayOf(now)
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const key = ({ id }: Key) => ({ community: here, id })
  const run = <T = Key>(op: string, input: object, actor: Actor | null, at?: Date) =>
    does<T>(`council.${op}`, input, actor, at)
  const groups = ['东片', '西片', '南片']
  const seats = Array.from({ length: 21 }, (_, i) => ({
    name: `${'赵钱孙李周吴郑'[i % 7]!}${'安邦定国兴家业'[Math.floor(i / 7) + (i % 3)]!}${'一二三四五六七'[i % 7]!}`,
    grp: groups[i % 3]!,
    cadre: i < 4,
    ...(i === 0 && { role: 'convener' }),
  }))
  const term = { place: here, term: '第三届', from: addDays(today, -200) }
  const body = await run<Sat>(
    'formBody',
    { ...term, kind: 'council', name: '花园浜居民议事会', groups: '东片 7\n西片 7\n南片 7', seats },
    head,
  )
  await run('constitute', key(body), head)
  const women = ['顾敏', '陆惠', '徐兰', '何静', '沈芳'].map(name => ({ name, woman: true }))
  const committee = await run<Sat>(
    'formBody',
    { ...term, kind: 'residentsCommittee', name: '花园浜居委会', seats: women },
    head,
  )
  await run('constitute', key(committee), head)
  await run(
    'grantMandate',
    {
      community: here,
      place: here,
      body: body.id,
      matters: ['works', 'order'],
      from: addDays(today, -190),
      until: addDays(today, 900),
      document: '居民会议决定',
    },
    head,
  )
  const topic = async (title: string, said: string) => {
    const begun = await run('propose', { place: here, title, said }, wangshen, ago(20))
    await run('admitTopic', { ...key(begun), body: body.id, matter: 'works' }, head, ago(18))
    return begun
  }
  const [done, next] = [
    await topic('楼道扶手加装', '老人上下楼没处扶'),
    await topic('东门外路灯补装', '晚上接孩子看不清路'),
  ]
  const fresh = await run('propose', { place: here, title: '换几张长椅', said: '坏了三张' }, wangshen)
  const held = async (title: string, at: Date, subject: Key) => {
    const startsAt = at.toISOString()
    const meeting = await run(
      'planMeeting',
      { place: here, body: body.id, title, startsAt, venue: '社区二楼会议室' },
      chair,
      ago(16),
    )
    await run('scheduleTopic', { ...key(subject), meeting: meeting.id }, chair, ago(16))
    await run('addItem', { ...key(meeting), title: '居委会通报近期工作' }, chair, ago(16))
    await run('convene', key(meeting), chair, ago(15))
    return key(meeting)
  }
  const past = await held('上月议事会', ago(10), done)
  await run('openMeeting', past, chair, ago(10))
  const { agenda } = await run<Met>(
    'checkIn',
    { ...past, seats: body.seats.slice(0, 18).map(s => s.id) },
    clerk,
    ago(10),
  )
  const voted = await run<Met>(
    'countVotes',
    { ...past, item: agenda[0]!.id, yes: 16, no: 1, abstain: 1 },
    chair,
    ago(10),
  )
  const resolution = { community: here, id: voted.agenda[0]!.resolution! }
  await run('displayResolution', resolution, chair, ago(9))
  await run('object', { ...resolution, name: '王秀兰', text: '3单元也要装' }, wangshen, ago(8))
  const meeting = await held('本月议事会', new Date(now.getTime() - 60_000), next)
  return {
    councilBody: key(body),
    committee: key(committee),
    topic: key(next),
    wished: key(fresh),
    meeting,
    resolution,
    members: body.seats.map(s => s.id),
  }
}
