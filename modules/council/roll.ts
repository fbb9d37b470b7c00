/** The electoral roll: a snapshot of who may vote and why, put right with a reason while that is allowed, and who votes for whom. */
import { sql } from 'kysely'
import { ageOn, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import type { BallotRow } from './ballot.ts'
import { ballotLimit } from './ballot-fact-rules.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { phases } from './ballot-rules.ts'
import type { council } from './contract.ts'
import { byHousehold, familyOf, hasProxies } from './sheet-rules.ts'

type Elector = Awaited<ReturnType<typeof electors>>[number]
const electors = (ctx: Ctx, b: BallotRow, asked: { residences?: string[]; resident?: string }) =>
  ctx.ask(people.ops.electors, { place: b.place, ...asked })
const law = { registered: '户籍在此并居住', registeredAway: '户籍在此，表示参加', settled: '在此常住' } as const

/** From the register: those of age on the day of the vote, each once; a household by its head. Nobody is taken off by doing it again. */
export async function fillRoll(ctx: Ctx, b: BallotRow, { residences }: Input<typeof council.ops.fillRoll>) {
  if (familyOf(b.body) === 'owners') throw ballotProblem.areaFirst()
  const found = await electors(ctx, b, { residences })
  const fit = found.filter(e => isOfAge(ctx, b, e) && (!byHousehold(b.body) || e.relation === 'householder'))
  const elsewhere = new Set(await onOtherRolls(ctx, b, fit))
  const rows = fit.filter(e => !elsewhere.has(e.person)).map(e => rowOf(b, e))
  if (rows.length)
    await sql`insert into council.voter (community, ballot, id, person, name, place, door, why, counts_as)
      select community, ballot, id, person, name, place, door, why, counts_as
      from jsonb_populate_recordset(null::council.voter, ${JSON.stringify(rows.map(r => ({ ...r, counts_as: r.countsAs })))}::jsonb)
      on conflict (community, ballot, person) where struck is null and area is null do nothing`.execute(ctx.db)
}

/** By hand: a resident with a reason, or an owner with the area that the register of titles, a survey or the contract says (O-04). */
export async function addVoter(ctx: Ctx, b: BallotRow, said: Input<typeof council.ops.addVoter>) {
  const owners = familyOf(b.body) === 'owners'
  if (owners && said.area === undefined) throw ballotProblem.areaFirst()
  if (!owners && said.area !== undefined) throw ballotProblem.notByArea()
  const [one] = said.resident ? await electors(ctx, b, { resident: said.resident }) : []
  if (!one && (said.resident || !owners || !said.name)) throw ballotProblem.noSuchPerson()
  if (one && !owners) {
    if (one.birth === null) throw ballotProblem.noBirth()
    if (!isOfAge(ctx, b, one)) throw ballotProblem.tooYoung()
    if ((await onOtherRolls(ctx, b, [one])).length) throw ballotProblem.onAnotherRoll()
  }
  const base = one
    ? rowOf(b, one)
    : { ...about(b), id: newId(), person: null, name: said.name!, place: b.place, door: null }
  const id = base.id
  const countsAs = said.countsAs ?? one?.person ?? said.name ?? id
  const why = owners ? '业主' : said.reason
  const area = said.area === undefined ? null : Math.round(said.area * 100)
  await ctx.db
    .insertInto('council.voter')
    .values({ ...base, why, area, countsAs, door: said.door ?? base.door })
    .execute()
  await note(ctx, b, id, 'added', said.reason)
}

export async function strikeVoter(ctx: Ctx, b: BallotRow, { voter, reason }: Input<typeof council.ops.strikeVoter>) {
  const done = await ctx.db
    .updateTable('council.voter')
    .set({ struck: reason, proxy: null, proxySaid: null })
    .where(e => e.and({ ...about(b), id: voter }))
    .where('struck', 'is', null)
    .executeTakeFirst()
  if (!done.numUpdatedRows) throw ballotProblem.noSuchVoter()
  // Whoever had asked the one who is gone to vote for them votes themselves again.
  await ctx.db
    .updateTable('council.voter')
    .set({ proxy: null, proxySaid: null })
    .where(e => e.and({ ...about(b), proxy: voter }))
    .execute()
  await note(ctx, b, voter, 'struck', reason)
}

/** In writing, to somebody else on the roll; without a holder it is taken back. V-11, R-08 */
export async function nameProxy(
  ctx: Ctx,
  b: BallotRow,
  { voter, holder, reason }: Input<typeof council.ops.nameProxy>,
) {
  if (!hasProxies(b.body)) throw ballotProblem.noProxies()
  if (holder === voter) throw ballotProblem.ownProxy()
  const { rows } = await sql<{ id: string; name: string; proxy: string | null }>`
    select id, name, proxy from council.voter where community = ${b.community} and ballot = ${b.id} and struck is null
      and (id = ${voter} or id = ${holder ?? voter} or proxy = ${voter} or proxy = ${holder ?? voter})`.execute(ctx.db)
  const [giver, taker] = [rows.find(r => r.id === voter), holder && rows.find(r => r.id === holder)]
  if (!giver || (holder && !taker)) throw ballotProblem.noSuchVoter()
  if (taker) {
    const most = ctx.book.figure(ballotLimit.mandates, b.place, ctx.now)
    if (taker.proxy || rows.some(r => r.proxy === voter)) throw ballotProblem.proxyOfProxy()
    if (rows.filter(r => r.proxy === holder && r.id !== voter).length >= most) throw ballotProblem.tooManyMandates()
    const candidates = b.questions.flatMap(q => (q.ask === 'election' ? q.options.map(o => o.name) : []))
    if (candidates.includes(taker.name)) throw ballotProblem.candidateProxy()
  }
  await ctx.db
    .updateTable('council.voter')
    .set({ proxy: holder ?? null, proxySaid: holder ? reason : null })
    .where(e => e.and({ ...about(b), id: voter }))
    .execute()
  await note(ctx, b, voter, 'proxy', reason)
}

const about = ({ community, id }: { community: string; id: string }) => ({ community, ballot: id })
const rowOf = (b: BallotRow, e: Elector) => ({
  ...about(b),
  id: newId(),
  person: e.person,
  name: e.name,
  place: e.place,
  door: e.address,
  why: law[e.residence as keyof typeof law] ?? e.residence,
  countsAs: e.person,
})

function isOfAge(ctx: Ctx, b: BallotRow, { birth }: Elector): boolean {
  const years = ctx.book.figure(ballotLimit.votingAge, b.place, ctx.now)
  return birth !== null && ageOn(birth, dayOf(b.opensAt)) >= years
}

/** V-06: registered for an election in one village only. */
async function onOtherRolls(ctx: Ctx, b: BallotRow, those: readonly Elector[]): Promise<string[]> {
  if (familyOf(b.body) !== 'election') return []
  const { rows } = await sql<{ person: string; body: string }>`
    select v.person, b.body from council.voter v join council.ballot b on b.community = v.community and b.id = v.ballot
    where v.person = any(${those.map(e => e.person)}) and v.struck is null and v.community <> ${b.community}
      and b.state = any(${[...phases.running]})`.execute(ctx.db)
  return rows.filter(r => familyOf(r.body) === 'election').map(r => r.person)
}

const note = (ctx: Ctx, b: BallotRow, voter: string, what: 'added' | 'struck' | 'proxy', reason: string) =>
  ctx.db
    .insertInto('council.rollChange')
    .values({ ...about(b), voter, id: newId(), what, reason, byName: ctx.me.name ?? null, at: ctx.now })
    .execute()
