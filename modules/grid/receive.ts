/** What comes from another system, and what its own users call: Open311 and the like stand on these. 篇8 3.1「多级联动」 */
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { matters, PHONE } from './matter.ts'
import { problem } from './problem-rules.ts'
import { report } from './report.ts'

/** Sent twice, it is refused the second time, and told under which number it stands. */
export async function receive(
  ctx: Ctx,
  { system, external, service, category, reportedAt, ...said }: Input<typeof grid.ops.receive>,
) {
  const known = await ctx.db
    .selectFrom('grid.matter')
    .select(['community', 'id', 'number'])
    .where('community', '=', said.place.slice(0, 12))
    .where('foreignSource', '=', system)
    .where('foreignId', '=', external)
    .executeTakeFirst()
  if (known) throw problem.repeatedForeign(known)
  const at = reportedAt ? new Date(reportedAt) : ctx.now
  return report(
    ctx,
    { ...said, category: category ?? (await categoryOf(ctx, service)), source: 'open311' },
    // A clock that runs ahead must not make a report of the future.
    { foreignSource: system, foreignId: external, foreignCode: service, reportedAt: at > ctx.now ? ctx.now : at },
  )
}

/** A service code is a local code where one was given, else one of ours. */
async function categoryOf({ db }: Ctx, service: string): Promise<string> {
  const found = await db
    .selectFrom('grid.category')
    .select('code')
    .where(eb => eb.or([eb('extCode', '=', service), eb('code', '=', service)]))
    .orderBy('extCode')
    .executeTakeFirst()
  if (!found) throw problem.noSuchService()
  return found.code
}

const SHOWN = 20

/** The earlier matters of whoever is on the line, as far as they lie in the clerk's own place. */
export async function caller(ctx: Ctx, { place, phone }: Input<typeof grid.ops.caller>) {
  const { items, total } = await pageOf(
    matters(ctx)
      .where(under('grid.matter.place', place))
      .where('grid.matter.phoneKey', '=', ctx.sealer.index(phone, PHONE))
      .orderBy('grid.matter.reportedAt', 'desc')
      .orderBy('grid.matter.id'),
    { page: 1, size: SHOWN },
  )
  return { contactName: items.find(m => m.contact)?.contact ?? null, items, total }
}
