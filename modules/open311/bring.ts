/** One request of another system becomes a matter of ours, by the same operation that a token uses: its number comes in once. */
import type { Op } from '../../kernel/contract.ts'
import { theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { grid } from '../grid/contract.ts'
import { places } from '../places/contract.ts'
import { plain } from './format.ts'
import type { Request } from './hear.ts'
import { by, type System } from './round.ts'

type Mapped = readonly { service: string; category: string }[]
export async function bring(house: House, system: System, r: Request, mapped: Mapped, now: Date): Promise<boolean> {
  const category = mapped.find(m => m.service === r.service)?.category
  const title = plain(r.description).split('\n')[0]!.trim()
  const refused = category
    ? await by(house, now, grid.ops.receive, {
        place: await placeOf(house, system.pullInto!, r, now),
        category,
        service: r.service.slice(0, 40),
        system: system.name,
        external: r.id.slice(0, 60),
        title: title.length > 60 ? `${title.slice(0, 59)}…` : title.length < 2 ? `${system.name}转来的事项` : title,
        description: [plain(r.description), r.media && `照片：${plain(r.media)}`]
          .filter(Boolean)
          .join('\n')
          .slice(0, 4000),
        ...(r.address && { address: plain(r.address).slice(0, 100) }),
        ...(r.lat !== null && r.lon !== null && { lat: r.lat, lon: r.lon }),
        ...(r.requested && { reportedAt: r.requested.toISOString() }),
      })
    : { code: '', message: `服务「${r.service || '没有写'}」还没有对应的分类` }
  const known = !refused || refused.code === 'grid.repeatedForeign'
  const of = { system: system.id, external: r.id.slice(0, 200) }
  if (known)
    await house.db
      .deleteFrom('open311.failure')
      .where('system', '=', of.system)
      .where('external', '=', of.external)
      .execute()
  else
    await house.db
      .insertInto('open311.failure')
      .values({ ...of, said: refused.message, at: now })
      .onConflict(c => c.columns(['system', 'external']).doUpdateSet({ said: refused.message, at: now }))
      .execute()
  return !refused
}

/** Only within the community it was agreed for. */
async function placeOf(house: House, community: string, { lat, lon }: Request, now: Date): Promise<string> {
  if (lat === null || lon === null) return community
  const { name = '' }: Op = places.ops.locate
  const { answer } = await call(house, { op: name, input: { lat, lon }, actor: theClock, now })
  const { place } = answer as { place: string | null }
  return place?.startsWith(community) ? place : community
}
