/** 篇2「四加三」 by sheet: the bodies of a community, their posts, terms and lines come in, go out, and come in again unchanged. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { exportNamed, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { badRows } from '../../kernel/exchange-batch.ts'
import { runImport } from '../../kernel/exchange.ts'
import { world, type Told } from '../../kernel/testing.ts'
import type { Body } from './contract.ts'
import './import.ts'
import { addPlaces, begin, here, next, street } from './stories.ts'

const folder = mkdtempSync(join(tmpdir(), 'linli-bodies-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const { test: story } = world(
  { 书记: [{ role: 'head', place: here }], 街道: [{ role: 'clerk', place: street }] },
  addPlaces,
)

let files = 0
async function load({ house, actors }: Told, kind: 'bodies' | 'seats', lines: string[], place = street, who = '街道') {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, lines.join('\n'))
  const run = await runImport(house, { kind: `places.${kind}`, path, place, actor: actors[who]!, now: begin })
  const bad = await badRows(house, run.id, { size: 2_000 })
  const says = bad.map(row => [row.line, row.reasons.map(r => `${r.column}：${r.say}`).join('；')])
  return { did: [run.added, run.changed, run.same, run.bad], says }
}
async function out(told: Told, kind: 'bodies' | 'seats', place = street): Promise<string[]> {
  const found = exportNamed(`places.${kind}`)!
  const ctx = { ...told.house, db: told.db, me: told.actors['街道']!, now: begin, place } as unknown as ExportCtx
  const lines = [found.columns.map(c => c.title).join(',')]
  for await (const { cells } of found.rows(ctx, {})) lines.push(cells.join(','))
  return lines
}
const bodiesAt = ({ as }: Told, place = here, on?: string) =>
  as(null)<Body[]>('places.bodies', { place, ...(on && { on }) }, begin)

const bodies = [
  '所在地代码,种类,组织名称,职责,成立,上级,业务指导',
  `${street},党组织,杨舍镇党委,,2011-06-01,,`,
  `${street},新市民管理委员会,杨舍镇新市民管理委员会,,,杨舍镇党委（2021-03-01 起）,`,
  `${here},党组织,花园浜社区党总支,,,杨舍镇党委,`,
  `${here},居（村）民代表会议,花园浜社区居民代表会议,,,花园浜社区党总支,`,
  `${here},居（村）民委员会,花园浜社区居民委员会,执行决议,2021-04-01,花园浜社区党总支,`,
  `${here},社区建设协调委员会,花园浜协调委员会,,,花园浜社区党总支,`,
  `${here},物业公司,花园物业,,,,花园浜社区居民委员会`,
  `${here},社区社会组织,花园浜志愿者协会,,,,花园浜社区居民委员会`,
  `${here},新市民管理委员会,花园浜新市民分会,,,花园浜社区党总支、花园浜社区居民委员会,杨舍镇新市民管理委员会`,
]
const seats = [
  '所在地代码,组织,职务,名额,向谁汇报,届次,本届自,本届至,姓名,同名序号,如何产生,任职日期,卸任日期,卸任原因',
  `${here},花园浜社区居民委员会,委员,4,主任,第十二届,2021-04-01,2026-04-01,王芳,1,选举,2021-04-01,,`,
  `${here},花园浜社区居民委员会,委员,4,主任,第十二届,2021-04-01,2026-04-01,王芳,2,选举,2021-04-01,,`,
  `${here},花园浜社区居民委员会,主任,1,,第十二届,2021-04-01,2026-04-01,陆惠芬,,选举,2021-04-01,2023-06-01,调任`,
  `${here},花园浜社区居民委员会,主任,1,,第十二届,2021-04-01,2026-04-01,周国平,,选举,2023-06-01,,`,
  `${here},花园浜社区党总支,书记,1,,,,,周国平,,任命,2023-06-01,,`,
  `${here},花园浜社区党总支,纪检委员,1,书记,,,,,,,,,`,
]

story('the seven bodies, their posts, terms and lines come from two sheets and stand on the chart', async told => {
  assert.deepEqual(await load(told, 'bodies', bodies), { did: [9, 0, 0, 0], says: [] })
  assert.deepEqual(await load(told, 'seats', seats), { did: [6, 0, 0, 0], says: [] })
  const all = await bodiesAt(told)
  assert.equal(all.length, 7)
  const [party, committee, newcomers] = ['党总支', '居民委员会', '新市民分会'].map(end =>
    all.find(b => b.name.endsWith(end))!,
  )
  assert.deepEqual(
    committee!.seats.map(s => [s.name, s.number, s.aboveName, s.vacant, s.holders.map(h => `${h.name} ${h.since}`)]),
    [
      ['委员', 4, '主任', 2, ['王芳 2021-04-01', '王芳 2021-04-01']],
      ['主任', 1, null, 0, ['周国平 2023-06-01']],
    ],
  )
  assert.deepEqual([committee!.duty, committee!.term?.name, party!.duty !== ''], ['执行决议', '第十二届', true])
  assert.deepEqual(committee!.seats[1]!.holders[0]!.also, ['花园浜社区党总支书记'], 'one person in two bodies')
  assert.deepEqual(
    newcomers!.above.map(l => `${l.name} ${l.kind}`),
    ['花园浜社区党总支 leads', '花园浜社区居民委员会 leads', '杨舍镇新市民管理委员会 guides'],
  )
  const then = (await bodiesAt(told, here, '2022-01-01')).find(b => b.id === committee!.id)!
  assert.deepEqual(
    then.seats[1]!.holders.map(h => h.name),
    ['陆惠芬'],
    'who it was before',
  )
})

story('the same sheets again, and those that were exported, change nothing', async told => {
  await load(told, 'bodies', bodies)
  await load(told, 'seats', seats)
  const [bodiesOut, seatsOut] = [await out(told, 'bodies'), await out(told, 'seats')]
  for (const again of [bodies, bodiesOut]) assert.deepEqual((await load(told, 'bodies', again)).did, [0, 0, 9, 0])
  for (const again of [seats, seatsOut]) assert.deepEqual((await load(told, 'seats', again)).did, [0, 0, 6, 0])
  assert.deepEqual([await out(told, 'bodies'), await out(told, 'seats')], [bodiesOut, seatsOut])
})

story(
  'a body that answers to one of another community goes out with the code of that place, and comes in again',
  async told => {
    await load(told, 'bodies', bodies)
    const far = (upper: string) => [
      bodies[0]!,
      `${next},居（村）民委员会,暨阳社区居民委员会,,,,`,
      `${here},物业公司,暨阳物业,,,,${upper}`,
    ]
    assert.match(String((await load(told, 'bodies', far('暨阳社区居民委员会'))).says), /没有「暨阳社区居民委员会」/)
    const sheet = far(`暨阳社区居民委员会【${next}】（2022-01-01 起）`)
    assert.deepEqual(await load(told, 'bodies', sheet), { did: [1, 0, 1, 0], says: [] })
    const given = await out(told, 'bodies')
    assert.ok(given.some(line => line.endsWith(`暨阳社区居民委员会【${next}】（2022-01-01 起）`)))
    assert.deepEqual(await load(told, 'bodies', given), { did: [0, 0, 11, 0], says: [] })
  },
)

story('what the sheet says otherwise is changed, and what it leaves out stays', async told => {
  await load(told, 'bodies', bodies)
  await load(told, 'seats', seats)
  const office = ['所在地代码,种类,组织,电话', `${here},党组织,花园浜社区党总支,0512-58000000`]
  assert.deepEqual((await load(told, 'bodies', office)).did, [0, 1, 0, 0])
  const left = [seats[0]!, seats[1]!.replace('2021-04-01,,', '2021-04-01,2024-01-01,退休')]
  assert.deepEqual((await load(told, 'seats', left)).did, [0, 1, 0, 0])
  const all = await bodiesAt(told)
  const party = all.find(b => b.name.endsWith('党总支'))!
  assert.deepEqual([party.phone, party.above.length, party.duty !== ''], ['0512-58000000', 1, true])
  const committee = all.find(b => b.name.endsWith('居民委员会'))!
  assert.deepEqual([committee.seats[0]!.vacant, committee.seats[0]!.above !== null], [3, true])
})

story('a wrong kind, place, name, circle or date comes back at its cell, and the good rows come in', async told => {
  await load(told, 'bodies', bodies)
  const wrong = [
    '所在地代码,种类,组织,成立,由谁领导,由谁业务指导',
    `${here},棋友会,某会,,,`,
    `${here},党组织,花园物业,,,`,
    `320582999001,其他,远处的会,,,`,
    `${street}099,其他,没有的社区,,,`,
    `${here},其他,甲会,二月三十,,`,
    `${here},其他,乙会,,不存在的组织,`,
    `${here},其他,丙会,,丙会,`,
    `${here},其他,丁会,,杨舍镇党委（2026-02-30 起）,`,
    `${street},党组织,杨舍镇党委,,杨舍镇新市民管理委员会,`,
    `${here},其他,戊会,,,`,
    `${here},其他,戊会,,,`,
  ]
  const { did, says } = await load(told, 'bodies', wrong)
  assert.deepEqual(did, [1, 0, 0, 10])
  assert.deepEqual(
    says.map(([, say]) => say),
    [
      '种类：没有「棋友会」这个种类，请从模板的提示中选择',
      '种类：同名的组织登记的是另一个种类，请核对',
      '所在地代码：这个代码不在您选择的范围内',
      '所在地代码：没有这个街道或社区，请先建立',
      '成立：应是日期，如 2026-11-23',
      '由谁领导：没有「不存在的组织」，请核对名称；在同一张表里的，上级排在前面',
      '由谁领导：不能由自己领导或指导自己',
      '由谁领导：起始日应写成（2026-01-01 起）的样子',
      'undefined：这样会绕成一圈：上级又成了自己的下级',
      'undefined：与第 11 行重复',
    ],
  )
})

story(
  'a post that is full, a term that overlaps, a boss who is not there come back; so does a place of others',
  async told => {
    await load(told, 'bodies', bodies)
    await load(told, 'seats', seats)
    const committee = `${here},花园浜社区居民委员会`
    const wrong = [
      seats[0]!,
      `${committee},主任,1,,,,,严某,,,2024-01-01,,`,
      `${committee},主任,1,,,,,严某,,,2021-01-01,2021-04-01,`,
      `${committee},委员,4,主席,,,,,,,,,`,
      `${committee},主任,1,委员,,,,,,,,,`,
      `${committee},副主任,1,,第十三届,2026-03-31,2031-03-31,,,,,,`,
      `${committee},委员,4,,,,,李四,3,,2024-01-01,,`,
      `${committee},委员,4,,,,,张三,,选举,2024-01-01,2023-01-01,`,
      `${here},没有的会,会长,1,,,,,,,,,`,
      `${next},花园浜社区居民委员会,主任,1,,,,,,,,,`,
      `${committee},委员,4,,,,,赵五,,指定,2024-01-01,,`,
    ]
    const { did, says } = await load(told, 'seats', wrong, here, '书记')
    assert.deepEqual(
      [did, says.map(([line]) => line)],
      [
        [1, 0, 0, 9],
        [2, 4, 5, 6, 7, 8, 9, 10, 11],
      ],
    )
    const text = says.map(([, say]) => say).join('\n')
    for (const say of [
      '没有空缺',
      '「主席」',
      '绕成一圈',
      '任期重叠',
      '同名序号应从 1 依次填',
      '如何产生应是选举',
      '卸任日期应在任职日期之后',
    ])
      assert.match(text, new RegExp(say))
    assert.match(text, /没有「没有的会」[^]*不在您选择的范围内/)
  },
)

story('a body of the second thousand answers to one of the first, in the check as in the import', async told => {
  const many = Array.from({ length: 1_005 }, (_, n) => `${here},其他,第${n}会,${n ? '第0会' : ''}`)
  const { did, says } = await load(told, 'bodies', ['所在地代码,种类,组织,由谁领导', ...many], here, '书记')
  assert.deepEqual([did, says], [[1_005, 0, 0, 0], []])
})
