/** The work behind the grid module's contract; the matter itself is in matter.ts, its beginning in report.ts. */
import { sql } from 'kysely'
import { pageOf } from '../../kernel/db.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { serve } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { categoryAdd, categoryChange, categoryList, categoryRetire } from './category-keep.ts'
import { mayCategory } from './category-rules.ts'
import { listCategories, suggest } from './category.ts'
import { grid } from './contract.ts'
import { listMatters, matters, movingMatters, PHONE, readMatter } from './matter.ts'
import { alike, figures, listPublished, readPublished } from './published.ts'
import { follow, receipt, report } from './report.ts'
import { may } from './rules.ts'

sealedColumn({ table: 'grid.matter', column: 'phone', use: PHONE, key: { community: 'text', id: 'uuid' } })

serve(grid, {
  may: { ...may, ...mayCategory },
  do: {
    categories: listCategories,
    categoryList,
    categoryAdd,
    categoryChange,
    categoryRetire,
    suggest,
    alike,
    report: (ctx, input) => report(ctx, { ...input, source: 'portal' }),
    register: report,
    follow,
    published: listPublished,
    publishedOne: readPublished,
    figures,
    matters: listMatters,
    matter: readMatter,
    receipt,
    mine: (ctx, paging) =>
      pageOf(
        matters(ctx).where(ctx.visible).orderBy('grid.matter.reportedAt', 'desc').orderBy('grid.matter.id'),
        paging,
      ),

    async handlers(ctx, { place }) {
      const holders = await ctx.ask(identity.ops.holders, { place: place.slice(0, 12) })
      const { rows } = await sql<{ holder: string; n: number }>`
        select holder, count(*)::int as n from kernel.work where not ended and holder = any(${holders.map(h => h.id)}) and ${ctx.visible} group by holder`.execute(
        ctx.db,
      )
      const inHand = new Map(rows.map(r => [r.holder, r.n]))
      const can = holders.filter(h => h.role === 'grid-worker' || h.role === 'repairer')
      return can.map(h => ({ id: h.id, name: h.name, post: h.label, place: h.place, inHand: inHand.get(h.id) ?? 0 }))
    },
  },
  records: [movingMatters],
})
