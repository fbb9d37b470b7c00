/**
 * The operations of import: look at what can come in, check a run, apply it, go on with it, cancel it. The work itself
 * is left to a job, so that nobody waits for it.
 */
import { sql } from 'kysely'
import { visible } from './db.ts'
import { badRows, forgetBad } from './exchange-batch.ts'
import { exchange } from './exchange-contract.ts'
import { allExports, allImports, importNamed, usable, type ImportKind } from './exchange-kinds.ts'
import { missing, refuseMissing, settled } from './exchange-mapping.ts'
import { phases, problem, run as runs, type Move } from './exchange-rules.ts'
import { tell } from './exchange-run.ts'
import { fromTheStart, moved, remember, runFor, type Run } from './exchange-runs.ts'
import { judgedAt } from './move.ts'
import { offers, signedIn } from './rules.ts'
import { serve, type Ctx } from './server.ts'

// Who may is the rule of the run's kind, asked with the run's place by `runFor`.
const may = { kinds: signedIn, runs: signedIn, run: signedIn, bad: signedIn } as const
const moves = { check: signedIn, apply: signedIn, resume: signedIn, cancel: signedIn } as const

serve(exchange, {
  may: { ...may, ...moves },
  do: {
    kinds: async ({ me }, { place }) => ({
      imports: allImports()
        .filter(k => usable(k, me, place))
        .map(k => ({ ...k, columns: columnsOf(k) })),
      exports: allExports().filter(k => usable(k, me, place)),
    }),

    runs: async ({ db, me }, { kind, page, size }) => {
      const mine = allImports()
        .filter(k => kind === undefined || k.kind === kind)
        .map(k => sql`(kind = ${k.kind} and ${visible(k.may, me)})`)
      const { rows } = await sql<Run & { count: number }>`
        select *, count(*) over ()::int as count from kernel.import where ${sql.join([sql`false`, ...mine], sql` or `)}
        order by at desc, id desc limit ${size} offset ${(page - 1) * size}`.execute(db)
      return { items: rows.map(run => ({ ...run, label: importNamed(run.kind)!.label })), total: rows[0]?.count ?? 0 }
    },

    run: async (ctx, { id }) => shown(ctx, await runFor(ctx.db, id, ctx.me)),

    bad: async (ctx, { id, page, size }) => {
      const { run } = await runFor(ctx.db, id, ctx.me)
      return { items: await badRows(ctx, run.id, { size, from: (page - 1) * size }), total: run.bad }
    },

    check: async (ctx, { id, mapping: given }) => {
      const { run, kind } = await runFor(ctx.db, id, ctx.me)
      const mapping = given ? { ...fileOf(run), ...settled(kind, run.headers, given) } : run.mapping
      refuseMissing(kind, mapping)
      await step(ctx, run, 'check', { mapping, total: null, ...fromTheStart })
      await remember(ctx.db, { ...run, mapping }, ctx.now)
      await ctx.later(ctx.db, 'exchange.check', { id, actor: ctx.me })
      return shown(ctx, await runFor(ctx.db, id, ctx.me))
    },

    apply: async (ctx, { id, wholeOrNothing: whole }) => {
      const { run } = await runFor(ctx.db, id, ctx.me)
      if (whole && run.bad) throw problem.badRows()
      await step(ctx, run, 'apply', { whole, ...fromTheStart })
      await ctx.later(ctx.db, 'exchange.apply', { id, actor: ctx.me })
      return shown(ctx, await runFor(ctx.db, id, ctx.me))
    },

    resume: async (ctx, { id }) => {
      const { run } = await runFor(ctx.db, id, ctx.me)
      await step(ctx, run, 'resume', { problem: null })
      await ctx.later(ctx.db, 'exchange.apply', { id, actor: ctx.me })
      return shown(ctx, await runFor(ctx.db, id, ctx.me))
    },

    cancel: async (ctx, { id }) => {
      const { run } = await runFor(ctx.db, id, ctx.me)
      const after = await step(ctx, run, 'cancel')
      if (phases[run.state]?.writes) await tell(ctx.db, ctx, ctx.me, after, ctx.now)
      return shown(ctx, await runFor(ctx.db, id, ctx.me))
    },
  },
})

const step = async (ctx: Ctx, run: Run, name: Move, set: Partial<Run> = {}): Promise<Run> => {
  const after = await moved(ctx.db, run.id, name, ctx.me, judgedAt(ctx, run.place), set)
  // Whoever starts again at the first row meets every bad one again.
  if (set.bad === 0) await forgetBad(ctx.db, run.id)
  return after
}

/** Which sheet and which line the headers were read from is the upload's, and a new mapping does not change it. */
const fileOf = ({ mapping: { sheet, headerLine } }: Run) => ({
  ...(sheet && { sheet }),
  ...(headerLine && { headerLine }),
})

const columnsOf = (kind: ImportKind) =>
  kind.columns.map(({ key, label, required = false, hint = null, example = null }) => ({
    key,
    label,
    required,
    hint,
    example,
  }))

function shown(ctx: Ctx, { run, kind }: { run: Run; kind: ImportKind }) {
  return {
    ...run,
    label: kind.label,
    columns: columnsOf(kind),
    missing: missing(kind, run.mapping).map(c => c.label),
    wholeOrNothing: run.whole,
    offers: offers(runs, run, ctx.me, judgedAt(ctx, run.place)),
  }
}
