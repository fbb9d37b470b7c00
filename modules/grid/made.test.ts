/** What was done without a network is told with both its moments: when it was done, and when it was heard of. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import { after, begin, read, test, upTo } from './stories.ts'

test('a line of the timeline says when it was done, if it was sent a minute later or more', async told => {
  const matter = await upTo(told, 'dispatched')
  const [done, sent] = [new Date(begin.getTime() + 2 * 60_000), after(1.5)]
  const by = (op: string, input: object, made: Date) =>
    call(told.house, {
      op,
      input: { ...matter, ...input },
      actor: told.actors['小郑']!,
      now: sent,
      device: { made, clock: sent },
    })
  await by('grid.sign', {}, done)
  await by('grid.note', { text: '灯头锈住了' }, new Date(sent.getTime() - 59_000))
  const { timeline } = await read(told, matter)
  const lines = timeline.map(e => [e.move, e.at, e.made])
  assert.deepEqual(lines.slice(-2), [
    ['sign', sent, done],
    ['note', sent, null],
  ])
  assert.ok(timeline.slice(0, -2).every(e => e.made === null))
})
