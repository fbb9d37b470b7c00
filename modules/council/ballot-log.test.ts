/** The published log, recounted by the verifier that shares no code with the count: the same winners, and every kind of tampering seen. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { verifyBallot } from '../../apps/cli/verify/ballot-file.ts'
import { winners } from '../../apps/cli/verify/recount.ts'
import { outcomeOf } from './ballot-tally.ts'
import type { Log } from './ballot-shapes.ts'
import { lamp, opened, published, test, votes } from './ballot-stories.ts'
import { asks, flawOf, type Ask, type Question } from './sheet-rules.ts'

test('the verifier finds the same, and sees a sheet changed, doubled, slipped in, taken from the count', async ({
  as,
}) => {
  const b = await opened(as, [
    { ...lamp, ask: 'scoring', most: 5 },
    { text: '选一个名字', ask: 'choose-1', lines: '花园\n桥头' },
  ])
  for (const [name, sheet] of [
    [
      '王婶',
      [
        [5, 1, 0],
        [1, 0],
      ],
    ],
    [
      '李叔',
      [
        [0, 3, 4],
        [0, 1],
      ],
    ],
    [
      '赵姨',
      [
        [2, 2, 2],
        [1, 0],
      ],
    ],
  ] as const)
    await votes(as, b, name, sheet)
  const log = await published(as, b)
  const said = JSON.stringify(log)
  const checked = verifyBallot(said)
  assert.deepEqual(checked.faults, [])
  assert.deepEqual(
    checked.questions.map(q => q.recounted),
    [true, true],
  )
  const tampered = (change: (log: Log) => void) => {
    const copy = JSON.parse(said) as Log
    change(copy)
    return verifyBallot(JSON.stringify(copy)).faults.join('；')
  }
  assert.match(
    tampered(l => (l.sheets[0]!.sheet![0]![0] = 4)),
    /重数是/,
  )
  assert.match(
    tampered(l => (l.sheets[0]!.sheet![0]![0] = 6)),
    /不合规定/,
  )
  assert.match(
    tampered(l => l.sheets.push(l.sheets[0]!)),
    /用过两次/,
  )
  assert.match(
    tampered(l => (l.sheets[0]!.signature = l.sheets[1]!.signature)),
    /不是这次表决盖的章/,
  )
  assert.match(
    tampered(l => l.sheets.pop()),
    /文件里是 2 张/,
  )
  assert.match(
    tampered(l => l.result.questions[0]!.chosen.reverse()),
    /不一样/,
  )
  assert.match(
    tampered(l => l.sheets.push({ ...l.sheets[0]!, channel: 'paper', token: null, signature: null })),
    /纸票有 1 张，只发出 0 张/,
  )
  assert.throws(() => verifyBallot(said.slice(0, 300)), /读不懂/)
})

/** The same dice each time, so that a failure can be looked at again. */
function dice(seed: number) {
  let at = seed
  return (n: number) => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((at / 2_147_483_648) * n)
  }
}

plain(
  'on 600 elections of chance the two counts agree, for every way of asking that is counted by going down the list',
  () => {
    const roll = dice(7)
    const kinds = (Object.keys(asks) as Ask[]).filter(a => a !== 'yesNo' && a !== 'election')
    for (let n = 0; n < 600; n++) {
      const size = 2 + roll(6)
      const money = roll(2) === 0
      const q: Question = {
        text: '问题',
        ask: kinds[n % kinds.length]!,
        options: Array.from({ length: size }, (_, i) => ({
          name: `项目${i}`,
          cost: money ? 100 * (1 + roll(9)) : null,
        })),
        signed: false,
        most: 1 + roll(size),
        budget: money ? 100 * (1 + roll(20)) : null,
        rule: money ? ['greedy', 'score-order'][roll(2)]! : null,
      }
      const sheets = Array.from({ length: roll(12) }, () => sheetOf(q, roll))
      const mine = winners(q, sheets)
      const ours = outcomeOf(
        'villageAssembly',
        q,
        sheets.map(said => ({ said })),
        { voters: 20, persons: 20, area: 0 },
        '2026-12-20',
      )
      assert.deepEqual(
        [mine.scores, mine.chosen],
        [ours.sums.map(s => s.score), ours.chosen],
        JSON.stringify({ q, sheets }),
      )
    }
  },
)

function sheetOf(q: Question, roll: (n: number) => number): number[] {
  for (;;) {
    const said = q.options.map(() =>
      q.ask === 'ordinal' ? 0 : roll(q.ask === 'scoring' || q.ask === 'cumulative' ? q.most + 1 : 2),
    )
    if (q.ask === 'ordinal') {
      const order = q.options.map((_, i) => i).toSorted(() => roll(3) - 1)
      order.slice(0, roll(order.length + 1)).forEach((o, i) => (said[o] = i + 1))
    }
    if (flawOf(q, said) === null) return said
  }
}
