/** Turns by address: counted whoever counts them, apart for each thing and each network, and given back in time. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { world } from './testing.ts'
import { network, takeTurn } from './turns.ts'

const { test, open } = world({})
const now = new Date('2026-06-01T01:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const allowed = { most: 3, minutes: 10 }

test('the fourth try from an address is refused, another address and another thing are not', async ({ db }) => {
  const turn = (ip: string, what = 'a', at = now) => takeTurn({ db: db as never, now: at, from: { ip } }, what, allowed)
  for (let i = 0; i < 3; i++) assert.equal(await turn('10.0.0.1'), null)
  assert.equal((await turn('10.0.0.1'))?.code, 'request.tooMany')
  assert.equal(await turn('10.0.0.2'), null)
  assert.equal(await turn('10.0.0.1', 'b'), null)
  assert.equal((await turn('10.0.0.1', 'a', after(9.9)))?.code, 'request.tooMany')
  assert.equal(await turn('10.0.0.1', 'a', after(10)), null)
})

test('what came by no network is not counted', async ({ db }) => {
  for (let i = 0; i < 5; i++) assert.equal(await takeTurn({ db: db as never, now }, 'a', allowed), null)
})

plain('tries at the same moment over several connections are counted one by one', async () => {
  const { db } = open()
  const turn = () => takeTurn({ db: db as never, now, from: { ip: '10.0.0.9' } }, 'race', allowed)
  const answers = await Promise.all(Array.from({ length: 8 }, turn))
  assert.equal(answers.filter(answer => answer === null).length, 3)
})

plain('a house with newer addresses is one address', () => {
  assert.equal(network('10.1.2.3'), '10.1.2.3')
  assert.equal(network('::ffff:10.1.2.3'), '10.1.2.3')
  assert.equal(network('2001:db8:1:2:aaaa::1'), network('2001:0db8:0001:0002:bbbb:1:2:3'))
  assert.notEqual(network('2001:db8:1:2::1'), network('2001:db8:1:3::1'))
  assert.equal(network('fe80::1%eth0'), network('fe80::2'))
})
