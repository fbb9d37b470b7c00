/** A ballot as a record: read, drafted, asked about, moved; what a move does beyond its state is told in the file of that part. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf, due, endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { ballotLimit } from './ballot-fact-rules.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { ballot, objection } from './ballot-rules.ts'
import type { Result } from './ballot-shapes.ts'
import { countVotes } from './ballot-count.ts'
import { newBallotKeys, sealUrn, urnsFor } from './ballot-crypto.ts'
import { BOX, SIGN } from './ballot-keys.ts'
import { council } from './contract.ts'
import { questionOf } from './ballot-question.ts'
import { addVoter, fillRoll, nameProxy, strikeVoter } from './roll.ts'
import { familyOf, type Question } from './sheet-rules.ts'
import type { BodyName } from './body-rules.ts'

export type BallotRow = Stored & {
  title: string
  about: string
  body: BodyName
  questions: Question[]
  opensAt: Date
  closesAt: Date
  draftedBy: string | null
  listedAt: Date | null
  objectBy: Date | null
  shownUntil: Date | null
  publicKey: string | null
  urns: number
  result: Result | null
  publishedAt: Date | null
  reason: string | null
  voters: number
  disputed: number
  used: number
  papers: number
  unsettled: number
  surplus: number
  asked: number
  uncontested: number
  due: Date | null
  late: boolean
}

/** `of`: narrowed before anything is counted. */
export async function ballotsWhere(
  ctx: Pick<Ctx, 'db' | 'now'>,
  where: RawBuilder<unknown>,
  { page = 1, size = 1 } = {},
) {
  const mine = sql`x.community = b.community and x.ballot = b.id`
  const { rows } = await sql<BallotRow & { total: number }>`
    select b.*, w.due, coalesce(w.due < ${ctx.now} and not w.ended, false) as late,
      (select count(*)::int from council.voter x where ${mine} and x.struck is null) as voters,
      (select count(*)::int from council.roll_objection x where ${mine} and x.state = ${objection.initial}) as disputed,
      (select count(distinct voter)::int from council.right_used x where ${mine}) as used,
      (select count(distinct voter)::int from council.right_used x where ${mine} and x.channel = 'paper') as papers,
      (select count(distinct number)::int from council.paper x where ${mine}) as entered,
      (select count(*)::int from (select from council.paper x where ${mine} group by x.number
        having not bool_or(round = 3) and not (count(*) = 2 and count(distinct coalesce(sheet::text, '')) = 1)) u) as unsettled
    from (select *, count(*) over ()::int as total from council.ballot where ${where} order by opens_at desc, id limit ${size} offset ${(page - 1) * size}) b
      left join kernel.work w on w.community = b.community and w.machine = ${ballot.name} and w.record = b.id
    order by b.opens_at desc, b.id`.execute(ctx.db)
  const items = rows.map(b => ({
    ...b,
    surplus: (b as unknown as { entered: number }).entered - b.papers,
    asked: b.questions.length,
    uncontested: b.questions.filter(q => q.ask === 'election' && q.options.length <= q.most).length,
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

export const findBallot = async (ctx: Pick<Ctx, 'db' | 'now'>, community: string, id: string) =>
  (await ballotsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export async function ballots(ctx: Ctx, { place = '', state, ...paging }: Input<typeof council.ops.ballots>) {
  const standing = state?.length ? sql`state = any(${state})` : sql`true`
  return ballotsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${standing}`, paging)
}

const told = (ctx: Ctx, b: BallotRow) => ({
  ...b,
  // What was counted is told to nobody before it is published, not to those who counted either.
  result: b.publishedAt ? b.result : null,
  offers: offered(ctx, ballot, b),
})

export async function readBallot(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const { items } = await ballotsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)
  return items[0] && told(ctx, items[0])
}

export async function draftBallot(
  ctx: Ctx,
  { place, opensAt, closesAt, ...said }: Input<typeof council.ops.draftBallot>,
) {
  const row = {
    ...said,
    ...times(opensAt, closesAt),
    community: place.slice(0, 12),
    id: newId(ctx.now.getTime()),
    place,
    questions: '[]',
    draftedBy: ctx.me.name ?? null,
  }
  await start(ctx, movingBallots, row)
  return told(ctx, (await findBallot(ctx, row.community, row.id))!)
}

function times(opensAt: string, closesAt: string) {
  const [opens, closes] = [new Date(opensAt), new Date(closesAt)]
  if (closes <= opens) throw ballotProblem.badQuestion('投票截止要在开始之后')
  return { opensAt: opens, closesAt: closes }
}

async function findTold(ctx: Ctx, community: string, id: string) {
  const b = await findBallot(ctx, community, id)
  return b && told(ctx, b)
}

export const movingBallots = moving(council, {
  table: 'council.ballot',
  machine: ballot,
  title: b => b.title,
  find: findTold,
  on: {
    reviseBallot: async (_, __, { opensAt, closesAt, title, about, body }) => ({
      title,
      about,
      body,
      ...times(opensAt, closesAt),
    }),
    addQuestion: async (_, b, said) => ({ questions: JSON.stringify([...b.questions, questionOf(b.body, said)]) }),
    dropQuestion: async (_, b) => ({ questions: JSON.stringify(b.questions.slice(0, -1)) }),
    fillRoll,
    addVoter,
    strikeVoter,
    nameProxy,
    async publishRoll(ctx, b) {
      const keys = await newBallotKeys()
      const { community, id } = b
      const sealed = { sign: ctx.sealer.seal(keys.sign, SIGN), box: ctx.sealer.seal(keys.box, BOX) }
      await ctx.db
        .insertInto('council.ballotKey')
        .values({ community, ballot: id, ...sealed })
        .execute()
      const figure = familyOf(b.body) === 'election' ? ballotLimit.objectElection : ballotLimit.objectOther
      const days = ctx.book.figure(figure, b.place, ctx.now)
      const until = due({ unit: 'days', n: days, roll: true }, ctx.now, ctx.book.calendar)
      return { listedAt: ctx.now, objectBy: until.at, provisional: until.provisional, publicKey: keys.public }
    },
    async openVote(ctx, b) {
      const urns = urnsFor(b.voters)
      const box = ctx.sealer.open((await keyOf(ctx, b)).box, BOX)
      const rows = Array.from({ length: urns }, (_, n) => ({ ...about(b), n, box: sealUrn(box, '[]') }))
      await ctx.db.insertInto('council.urn').values(rows).execute()
      return { urns }
    },
    countVote: countVotes,
    async publishVote(ctx, b) {
      const days = ctx.book.figure(ballotLimit.shownDays, b.place, ctx.now)
      const shownUntil = endOf(dayOf(due({ unit: 'days', n: days }, ctx.now, ctx.book.calendar).at))
      return { publishedAt: ctx.now, shownUntil }
    },
    cancelVote: async (ctx, b, { reason }) => {
      await ctx.db
        .deleteFrom('council.ballotKey')
        .where(e => e.and(about(b)))
        .execute()
      return { reason }
    },
  },
})

const about = ({ community, id }: Stored) => ({ community, ballot: id })

const keyOf = (ctx: Ctx, b: Stored) =>
  ctx.db
    .selectFrom('council.ballotKey')
    .selectAll()
    .where(e => e.and(about(b)))
    .executeTakeFirstOrThrow()
