/** What the town's communities hang on their boards: each in its own words, some running, one over, one drafted. */
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { portal } from '../../modules/portal/contract.ts'
import { expire } from '../../modules/portal/watch.ts'
import type { Filling } from './load.ts'

type Said = Omit<Input<typeof portal.ops.draft>, 'place' | 'until' | 'photos' | 'pinned'> & {
  /** Days from now: when it was published, and its last day. Without the first it is a draft. */
  from?: number
  to?: number
  pinned?: true
  /** What became of it. */
  then?: readonly [move: 'correct' | 'withdraw' | 'discard', on: number, said?: object]
}

const board: readonly Said[] = [
  {
    kind: 'notice',
    title: '周六停水检修',
    body: '自来水公司检修小区主管道，本周六 8:00 至 17:00 停水。\n请提前储水，家有老人小孩的多备一些。\n来水后先放一会儿再用。有事打社区值班电话。',
    from: -2,
    to: 5,
  },
  {
    kind: 'openness',
    title: '第三季度社区经费收支公开',
    body: '为民服务专项经费：年初 250000 元，本季支出 61420 元，余 102310 元。\n主要用于楼道灯更换、便民椅安装、重阳节慰问。\n凭证可到社区查阅，有疑问可向居务监督委员会提出。',
    from: -6,
    to: 24,
  },
  {
    kind: 'disclosure',
    title: '楼道扶手加装名单公示',
    body: '经居民议事会讨论，拟在 6 个单元加装楼道扶手，名单贴在各单元门口。\n公示期内有意见，请到社区或打电话说。',
    from: -3,
    to: 7,
    then: ['correct', -2, { text: '第 3 条里的「12幢2单元」应为「12幢3单元」。' }],
  },
  {
    kind: 'disclosure',
    title: '困难家庭冬季补助名单公示',
    body: '经评议会评议，本季有 4 户享受冬季取暖补助，名单在社区公示栏，姓名只写姓。\n公示期内有意见，请到社区说。',
    from: -20,
    to: -10,
  },
  {
    kind: 'openness',
    title: '第二季度社区经费收支公开',
    body: '为民服务专项经费：本季支出 38200 元，主要用于夏季防暑用品和楼道粉刷。凭证可到社区查阅。',
    from: -100,
    to: -80,
  },
  {
    kind: 'warning',
    title: '今晚有大风，请收好阳台花盆',
    body: '气象部门预报今晚有 7 级以上大风。\n请收好阳台花盆和晾晒的东西，关好门窗，电动车不要停在树下。',
    from: -0.4,
    to: 1,
  },
  {
    kind: 'event',
    title: '周三书法班',
    body: '老师临时有事，本周书法班的时间另行通知。',
    from: -8,
    to: 3,
    then: ['withdraw', -7, { reason: '老师请假，活动取消' }],
  },
  { kind: 'notice', title: '旧手机回收日', body: '回收公司改期，另行安排。', then: ['discard', 0] },
  {
    kind: 'event',
    title: '家庭医生义诊',
    body: '本周日 9:00 至 11:00，社区活动室。\n量血压、测血糖、看慢病用药，带上正在吃的药。不用预约。',
    from: -1,
    to: 6,
  },
  {
    kind: 'notice',
    title: '电动自行车不要推进楼道充电',
    body: '楼道充电很危险。车棚和集中充电桩都有位置，不会用充电桩的可以叫网格员教您。',
    from: -40,
    pinned: true,
  },
  { kind: 'event', title: '中秋包饺子活动', body: '活动已经结束，照片在社区宣传栏。谢谢大家来。', from: -60, to: -50 },
  { kind: 'notice', title: '冬季燃气安全入户检查安排', body: '燃气公司将逐户检查，时间表另行张贴。' },
]

/** Each community's own clerk drafts, and whoever heads it publishes. */
export async function loadNotices(
  { system: { house }, town, now }: Filling,
  cast: ReadonlyMap<string, Actor>,
): Promise<void> {
  const whose = (role: string, place: string) =>
    [...cast.values()].find(a => a.posts.some(p => p.role === role && p.place === place))!
  for (const { code } of town.communities) {
    const clerk = whose('clerk', code)
    const head = whose('head', code)
    for (const { from = 0, to, then, ...words } of board) {
      const at = new Date(now.getTime() + from * 86_400_000)
      const input = { ...words, place: code, ...(to !== undefined && { until: addDays(dayOf(now), to) }) }
      const { answer } = await call(house, { op: 'portal.draft', input, actor: clerk, now: at })
      const { community, id } = answer as { community: string; id: string }
      if (from) await call(house, { op: 'portal.publish', input: { community, id }, actor: head, now: at })
      if (!then) continue
      const [move, on, said] = then
      const later = new Date(now.getTime() + on * 86_400_000)
      await call(house, { op: `portal.${move}`, input: { community, id, ...said }, actor: head, now: later })
    }
  }
  // What is over has come down, as the clock would have seen to.
  await expire(house, now)
}
