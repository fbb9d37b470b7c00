/** Where the bare address of the portal leads: whoever is known is not asked where they live. */
import assert from 'node:assert/strict'
import type { Asked, Op } from '../../kernel/contract.ts'
import { choosePage } from '../../modules/portal/web/portal-home.ts'
import { here, next, now, register, room, test } from '../../modules/people/stories.ts'
import type { Told } from '../../kernel/testing.ts'

const come = (told: Told, who: string | null, query: Record<string, string> = {}) =>
  choosePage.view({
    query,
    community: null,
    me: who && told.actors[who],
    // Whether there is a system at all is another story.
    ask: async <T extends Op>(op: T, input: Asked<T>) =>
      op.name === 'identity.me' ? { founded: true } : told.as(who)(op.name!, input as object, now),
  } as never)

test('a resident who is linked lands in the own community, and is offered it first when looking for another', async told => {
  assert.ok(!('to' in (await come(told, '王秀英'))), 'an account that is not linked still chooses')
  await register(told, { room: await room(told) })
  assert.deepEqual(await come(told, '王秀英'), { to: `/c/${here}` })
  const chosen = String(await come(told, '王秀英', { all: '1' }))
  assert.match(chosen, new RegExp(`您的社区[^]*?/c/${here}[^]*?从大到小选|您的社区[^]*?/c/${here}[^]*?/c/${next}`))
})

test('whoever holds a post lands where it is held; over a whole street one chooses', async told => {
  assert.deepEqual(await come(told, '郑晓东'), { to: `/c/${here}` })
  assert.deepEqual(await come(told, '邻居乙'), { to: `/c/${next}` })
  assert.ok(!('to' in (await come(told, '街道'))))
  assert.ok(!String(await come(told, null, { all: '1' })).includes('您的社区'))
})
