/** Asks after what was sent. What is heard is judged against what was heard before, on the row as it stands then. */
import type { House } from '../../kernel/server.ts'
import { open311 } from './contract.ts'
import { plain } from './format.ts'
import type { Request } from './hear.ts'
import { readRequests, readToken } from './peer.ts'
import { by, slips, type Round, type Slip, type Trouble } from './round.ts'

/** By their numbers, fifty at a time: what came in another order, or twice, is told from news by their own time. */
export async function askAfter({ house, system, peer, now, reach }: Round): Promise<Trouble | null> {
  const sent = await slips(house, system.id, 'sent').orderBy('passedAt').limit(1000).execute()
  for (const { token, ...slip } of sent.filter(s => s.external === null && s.token !== null)) {
    const told = await readToken(peer, reach, token!)
    if (!told.ok && told.again) return told
    if (told.ok && 'external' in told.value)
      await by(house, now, open311.ops.number, {
        community: slip.community,
        id: slip.id,
        external: told.value.external,
      })
  }
  const numbered = sent.filter(s => s.external !== null)
  for (let i = 0; i < numbered.length; i += 50) {
    const some = numbered.slice(i, i + 50)
    const told = await readRequests(peer, reach, { service_request_id: some.map(s => s.external).join(',') })
    if (!told.ok) return told
    for (const slip of some)
      for (const news of told.value.filter(r => r.id === slip.external).toSorted(inOrder))
        await hear(house, slip, news, now)
  }
  return null
}
const inOrder = (a: Request, b: Request) => (a.updated?.getTime() ?? 0) - (b.updated?.getTime() ?? 0)

async function hear(house: House, slip: Slip, { status, notes, updated }: Request, now: Date) {
  const key = { community: slip.community, id: slip.id }
  const { heard, heardAt } =
    (await slips(house, slip.system, 'sent')
      .where('community', '=', key.community)
      .where('id', '=', key.id)
      .executeTakeFirst()) ?? {}
  // Already at its end.
  if (heard === undefined) return
  const at = updated ?? now
  if (heardAt && updated && updated < heardAt) return
  const words = plain(notes).slice(0, 300)
  if (status === 'closed') await by(house, now, open311.ops.finish, { ...key, heard: words, at })
  else if (words !== (heard ?? '')) await by(house, now, open311.ops.hear, { ...key, heard: words, at })
}
