/** The work behind kept views: rows of one account, read and written by nobody else. */
import { sql } from 'kysely'
import { signedIn, problems } from './rules.ts'
import { serve, type Ctx } from './server.ts'
import { view } from './view-contract.ts'

const MOST = 30
export const problem = problems('view', {
  tooMany: [409, `一个页面最多存 ${MOST} 个常用筛选，请先删掉不用的`],
})

const mine = (ctx: Ctx, page: string) =>
  ctx.db
    .selectFrom('kernel.view')
    .select(['name', 'search'])
    .where('account', '=', ctx.me.id)
    .where('page', '=', page)
    .orderBy('at')
    .execute()

serve(view, {
  may: { mine: signedIn, keep: signedIn, arrange: signedIn, drop: signedIn },
  do: {
    mine: (ctx, { page }) => mine(ctx, page),
    async keep(ctx, { page, name, search }) {
      await ctx.db
        .insertInto('kernel.view')
        .values({ account: ctx.me.id, page, name, search, at: ctx.now })
        .onConflict(c => c.columns(['account', 'page', 'name']).doUpdateSet({ search }))
        .execute()
      const all = await mine(ctx, page)
      if (all.length > MOST) throw problem.tooMany()
      return all
    },
    async arrange(ctx, { page, names }) {
      const all = await mine(ctx, page)
      const rest = all.map(v => v.name).filter(name => !names.includes(name))
      const order = [...new Set(names), ...rest]
      // A view stands by its moment; what is kept later has a later one.
      await sql`
        update kernel.view v set at = ${ctx.now}::timestamptz - (${order.length} - o.n + 1) * interval '1 millisecond'
        from unnest(${order}::text[]) with ordinality o(name, n)
        where v.account = ${ctx.me.id} and v.page = ${page} and v.name = o.name`.execute(ctx.db)
      return mine(ctx, page)
    },
    async drop(ctx, { page, name }) {
      await ctx.db
        .deleteFrom('kernel.view')
        .where('account', '=', ctx.me.id)
        .where('page', '=', page)
        .where('name', '=', name)
        .execute()
      return mine(ctx, page)
    },
  },
})
