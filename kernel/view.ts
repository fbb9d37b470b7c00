/** The work behind kept views: rows of one account, read and written by nobody else. */
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
  may: { mine: signedIn, keep: signedIn, drop: signedIn },
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
