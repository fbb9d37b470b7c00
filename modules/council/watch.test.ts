/** By the clock: a term ends on its day, a resolution is filed when it is done and was shown long enough, and its topic with it. */
import assert from 'node:assert/strict'
import type { Told } from '../../kernel/testing.ts'
import type { Body } from './body-contract.ts'
import type { Resolution } from './resolution-contract.ts'
import { aCouncil, aResolution, days, does, form, key, people, test } from './stories.ts'
import { watch } from './watch.ts'

const read = <T>(told: Told, op: string, of: { community: string; id: string }, at: Date) =>
  told.as('书记')<T & { state: string }>(`council.${op}`, key(of), at)

test('CD-04: a term that runs until the 1st is ended by the clock on the 1st, not the day before', async told => {
  const seats = people(3, () => ({ woman: true }))
  const more = { name: '村委会', from: '2026-01-01', until: '2027-01-01' }
  const body = await form(told, 'villageCommittee', seats, more)
  await does(told, '书记', body)('constitute')
  const [eve, day] = [new Date('2026-12-31T15:50:00Z'), new Date('2026-12-31T16:10:00Z')]
  assert.equal(await watch(told.house, eve), 0)
  assert.equal((await read<Body>(told, 'body', body, eve)).state, 'working')
  assert.equal(await watch(told.house, day), 1)
  const ended = await read<Body>(told, 'body', body, day)
  assert.deepEqual([ended.state, ended.seats.length, ended.past[0]?.why], ['ended', 0, '任期届满'])
  assert.equal(await watch(told.house, day), 0)
})

test('CD-12: what was done is filed by the clock once it was shown for 15 days, and its topic with it', async told => {
  const council = await aCouncil(told)
  const committee = await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
    { name: '村委会' },
  )
  const { topic, resolution } = await aResolution(told, council)
  const run = does(told, '老周', resolution)
  await run('displayResolution', {}, days(8))
  await run('executeResolution', { body: committee.id, due: '2026-12-31' }, days(9))
  await run('finishResolution', { result: '装好了' }, days(12))
  assert.equal(await watch(told.house, days(23)), 0)
  assert.equal(await watch(told.house, days(24)), 1)
  const states = [
    await read<Resolution>(told, 'resolution', resolution, days(24)),
    await read(told, 'topic', topic, days(24)),
  ]
  assert.deepEqual(
    states.map(s => s.state),
    ['archived', 'archived'],
  )
})
