/** A run that is checked, applied, cut off, cancelled and raced for: no row is lost and none is written twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { within } from './db.ts'
import type { Run } from './exchange-contract.ts'
import { run as machine } from './exchange-rules.ts'
import { runOf } from './exchange-runs.ts'
import { counts, forester, grove, inTheWay, treesOf } from './exchange-trees.ts'
import { runImport } from './exchange.ts'
import { deadEnds, unreachable } from './rules.ts'
import { call } from './server.ts'
import { problemOf, refused } from './testing.ts'

const { another, ask, doJob, house, howMany, load, order, reasons, sheet, stored, story, trail, uploaded } = grove()

story('a check writes nothing and says exactly what will happen', async () => {
  await load(await sheet([...treesOf(5), ...treesOf(3, '枫杨', 6)]))
  const { id } = await uploaded(await sheet([...treesOf(8), ...treesOf(1_500, '香樟', 100), ['X', '', '', '']]))
  assert.equal((await ask<Run>('check', { id })).state, 'checking')
  await doJob('check', id)
  const checked = await ask<Run>('run', { id })
  assert.equal(checked.state, 'checked')
  assert.equal(checked.total, 1_509)
  assert.deepEqual(counts(checked), { added: 1_500, changed: 3, same: 5, bad: 1 })
  assert.deepEqual(
    checked.offers.map(o => o.label),
    ['检查', '导入', '取消'],
  )
  assert.equal(await howMany(), 8)

  await ask('apply', { id })
  await doJob('apply', id)
  const done = await ask<Run>('run', { id })
  assert.deepEqual([done.state, counts(done)], ['done', counts(checked)])
  assert.equal(await howMany(), 1_508)
})

story('a server that dies in the second batch goes on with it, and every row is there once', async () => {
  const { id } = await uploaded(await sheet([...treesOf(2_300), ['bad', '', '', '']]))
  await ask('check', { id })
  await doJob('check', id)
  await ask('apply', { id })
  let batches = 0
  inTheWay.onWrite = async () => {
    if (++batches === 2) throw new Error('the power went out')
  }
  await assert.rejects(doJob('apply', id), /power/)
  const halfway = await ask<Run>('run', { id })
  assert.deepEqual([halfway.state, halfway.read, halfway.added], ['running', 1_000, 1_000])
  assert.equal(await howMany(), 1_000)
  assert.deepEqual(
    halfway.offers.map(o => [o.label, o.because]),
    [
      ['接着导入', undefined],
      ['取消', undefined],
    ],
  )

  const seen: string[] = []
  inTheWay.onWrite = async (_, codes) => void seen.push(...codes)
  assert.equal((await ask<Run>('resume', { id })).state, 'running')
  await doJob('apply', id)
  const done = await ask<Run>('run', { id })
  assert.deepEqual(
    [done.state, done.read, counts(done)],
    ['done', 2_301, { added: 2_300, changed: 0, same: 0, bad: 1 }],
  )
  assert.deepEqual([seen.length, seen[0]], [1_300, 'T1001'])
  assert.equal(await howMany(), 2_300)
  assert.equal((await reasons(id)).length, 1)
})

story('a row is known for the twin of one before the cut', async () => {
  const path = await sheet([...treesOf(1_500), ['T5', '银杏', '1', '']])
  let batches = 0
  // The first two batches are the check's.
  inTheWay.onWrite = async () => {
    if (++batches === 4) throw new Error('cut')
  }
  await assert.rejects(load(path), /cut/)
  inTheWay.onWrite = async () => {}
  const run = await load(path)
  assert.deepEqual([run.state, run.read, counts(run)], ['done', 1_501, { added: 1_500, changed: 0, same: 0, bad: 1 }])
  assert.deepEqual(await reasons(run.id), [[1502, '与第 6 行重复']])
})

story('a run that is cancelled stops between two batches and takes the one in hand back', async () => {
  const { id } = await uploaded(await sheet(treesOf(5_000)))
  await ask('check', { id })
  await doJob('check', id)
  await ask('apply', { id })
  let batches = 0
  inTheWay.onWrite = async () => {
    if (++batches === 3) await call(another(), { op: 'exchange.cancel', input: { id }, actor: forester })
  }
  await doJob('apply', id)
  const run = await ask<Run>('run', { id })
  assert.deepEqual([run.state, run.read, run.added, batches], ['cancelled', 2_000, 2_000, 3])
  assert.equal(await howMany(), 2_000)
  assert.equal(await refused(ask('resume', { id })), 'common.wrongState')
  assert.equal((await trail(id)).filter(line => line['added'] === 2_000).length, 1)
})

story('whole or nothing: one bad row, and nothing is written; the bad rows still come back', async () => {
  const rows = [...treesOf(2_100), ['X1', '香樟', '3', '']]
  const run = await load(await sheet(rows), { wholeOrNothing: true })
  assert.deepEqual([run.state, run.bad, await howMany()], ['failed', 1, 0])
  assert.match(run.problem!, /不能整体导入/)
  assert.equal((await reasons(run.id)).length, 1)

  const { id } = await uploaded(await sheet(rows))
  await ask('check', { id })
  await doJob('check', id)
  assert.equal(await refused(ask('apply', { id, wholeOrNothing: true })), 'exchange.badRows')
  assert.deepEqual(counts(await load(await sheet(treesOf(2_100)), { wholeOrNothing: true })), {
    added: 2_100,
    changed: 0,
    same: 0,
    bad: 0,
  })
})

story(
  'whole or nothing: a row that went bad after the check undoes the batches before it, and is handed back',
  async () => {
    const { id } = await uploaded(await sheet([...treesOf(2_000), ['T9999', '香樟', '3', '']]))
    await ask('check', { id })
    await doJob('check', id)
    await ask('apply', { id, wholeOrNothing: true })
    inTheWay.onWrite = async (ctx, codes) => {
      if (codes.includes('T9999')) await sql`insert into toy.tree values ('', 'x', null)`.execute(ctx.db)
    }
    await doJob('apply', id)
    const run = await ask<Run>('run', { id })
    assert.deepEqual(
      [run.state, counts(run), await howMany()],
      ['failed', { added: 0, changed: 0, same: 0, bad: 1 }, 0],
    )
    assert.match(run.problem!, /有 1 行有误/)
    assert.deepEqual(await reasons(id), [[2002, '与已有的数据冲突，请核对这一行']])
  },
)

story('whole or nothing can be cancelled halfway, without waiting for its end', async () => {
  const { id } = await uploaded(await sheet(treesOf(3_000)))
  await ask('check', { id })
  await doJob('check', id)
  await ask('apply', { id, wholeOrNothing: true })
  let batches = 0
  inTheWay.onWrite = async () => {
    if (++batches === 2) await call(another(), { op: 'exchange.cancel', input: { id }, actor: forester })
  }
  await doJob('apply', id)
  assert.deepEqual([(await runOf(house().db, id))!.state, batches, await howMany()], ['cancelled', 2, 0])
})

story('of two servers at the same run one does it and the other leaves; no row is written twice', async () => {
  const { id } = await uploaded(await sheet(treesOf(4_000)))
  await ask('check', { id })
  await doJob('check', id)
  await ask('apply', { id })
  let written = 0
  inTheWay.onWrite = async (_, codes) => {
    written += codes.length
    await new Promise(done => setTimeout(done, 20))
  }
  const ends = await Promise.allSettled([doJob('apply', id), doJob('apply', id, another())])
  const left = ends.filter(end => end.status === 'rejected')
  assert.deepEqual(
    left.map(end => (end as PromiseRejectedResult).reason.code),
    ['exchange.elsewhere'],
  )
  const run = await ask<Run>('run', { id })
  assert.deepEqual([run.state, counts(run), written], ['done', { added: 4_000, changed: 0, same: 0, bad: 0 }, 4_000])
  assert.equal((await trail(id)).filter(line => line['added'] === 4_000).length, 1)
})

story('while it is under way nobody can begin it a second time', async () => {
  const { id } = await uploaded(await sheet(treesOf(3)))
  await ask('check', { id })
  const again = await problemOf(ask('check', { id }))
  assert.deepEqual([again.code, String(again.detail).slice(0, 4)], ['common.notYet', '正在处理'])
  const later = new Date(Date.now() + 2 * 60_000)
  assert.ok(await call(house(), { op: 'exchange.check', input: { id }, actor: forester, now: later }))
})

story('a run that wrote leaves one line in the trail: what came of which file', async () => {
  const path = await sheet([...treesOf(3), ['X', '', '', '']])
  const run = await load(path)
  const lines = await trail(run.id)
  assert.equal(lines.length, 1)
  const { added, bad, file, sha256 } = lines[0]!
  assert.deepEqual(
    { added, bad, file, sha256 },
    { added: 3, bad: 1, file: run.file, sha256: run.sha256.toString('hex') },
  )
})

test('the machine of a run has no dead end, and every state is reached', () => {
  assert.deepEqual([deadEnds(machine as never), unreachable(machine as never)], [[], []])
})

test('inside a transaction that is taken back a run takes everything back with it', async () => {
  const path = await sheet(treesOf(1_100, '银杏', 90_000))
  const undo = new Error('undo')
  const work = within(house().db, async tx => {
    const run = await runImport({ ...house(), db: tx }, { ...order, path })
    assert.equal(run.added, 1_100)
    throw undo
  })
  await assert.rejects(work, error => error === undo)
  assert.equal((await stored()).filter(t => t.code.startsWith('T90')).length, 0)
})
