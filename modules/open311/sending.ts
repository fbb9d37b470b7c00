/** Sends what waits. The same words go again after a failure, with our own number in them, so that twice can be once. */
import { open311 } from './contract.ts'
import { CONTENT, type Content } from './passing.ts'
import { sendRequest } from './peer.ts'
import { by, minute, slips, type Round, type Trouble } from './round.ts'
import { limit, passing } from './rules.ts'

/** What is refused for good stops there; that a system is silent stops the round. */
export async function sendWaiting({ house, system, peer, now, reach }: Round): Promise<Trouble | null> {
  const waiting = await slips(house, system.id, passing.initial)
    .where('nextAt', '<=', now)
    .orderBy('passedAt')
    .limit(50)
    .execute()
  for (const slip of waiting) {
    const key = { community: slip.community, id: slip.id }
    const content = JSON.parse(house.sealer.open(slip.content!, CONTENT)) as Content
    const told = await sendRequest(peer, reach, content)
    if (told.ok) {
      await by(house, now, open311.ops.deliver, { ...key, ...told.value })
      continue
    }
    const { said } = told
    const wait =
      house.book.figure(limit.firstWait, slip.place, now) *
      house.book.figure(limit.waitGrows, slip.place, now) ** slip.tries
    const put = told.again
      ? await by(house, now, open311.ops.postpone, { ...key, said, nextAt: new Date(now.getTime() + wait * minute) })
      : null
    if (!told.again || put?.code === 'common.notYet') await by(house, now, open311.ops.giveUp, { ...key, said })
    if (told.again) return told
  }
  return null
}
