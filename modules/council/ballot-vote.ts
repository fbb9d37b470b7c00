/**
 * Voting. First the right is used up under the voter's name, and the server signs a number it cannot read; then the sheet
 * comes with that number, from nobody. Whatever would tie the second to the first is not written: see decision 23.
 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import { blindSign, isSigned, openUrn, sealUrn, urnOf } from './ballot-crypto.ts'
import { BOX, SIGN, SIGNED, voting, type Voting } from './ballot-keys.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import type { council } from './contract.ts'
import { isSecret, sheetFlaw, type Sheet } from './sheet-rules.ts'

type Channel = 'online' | 'booth' | 'paper'
type Part = 'secret' | 'signed'
type Where = { community: string; id: string }
const base64 = (text: string) => Buffer.from(text, 'base64url')

// ── The right ───────────────────────────────────────────────────────────────

export const takeToken = async (ctx: Ctx, input: Input<typeof council.ops.takeToken>) => {
  const b = await secretOf(ctx, input)
  return signed(ctx, b, input, (await mine(ctx, input)).id, 'online')
}

export const giveToken = async (ctx: Ctx, input: Input<typeof council.ops.giveToken>) => {
  const b = await secretOf(ctx, input)
  return signed(ctx, b, input, (await onRoll(ctx, input)).id, 'booth')
}

async function secretOf(ctx: Ctx, where: Where): Promise<Voting> {
  const b = await voting(ctx, where)
  if (!b.questions.some(isSecret)) throw ballotProblem.nothingSecret()
  return b
}

async function signed(
  ctx: Ctx,
  b: Voting,
  { blinded: said, ...where }: Where & { blinded: string },
  voter: string,
  channel: Channel,
) {
  const blinded = base64(said)
  const signature = blindSign(ctx.sealer.open(b.sign, SIGN), blinded)
  if (!signature) throw ballotProblem.badBlinded()
  const used = await ctx.db
    .insertInto('council.rightUsed')
    .values({ community: where.community, ballot: where.id, voter, part: 'secret', channel, blinded, signature })
    .onConflict(c => c.doNothing())
    .returning('voter')
    .executeTakeFirst()
  // The answer got lost on the way: the same number gets the same signature, and the right is still used once.
  if (!used && !(await isTheSame(ctx, where, voter, blinded))) throw ballotProblem.rightUsed()
  return { signature: signature.toString('base64url') }
}

async function isTheSame(ctx: Ctx, { community, id }: Where, voter: string, blinded: Buffer): Promise<boolean> {
  const before = await ctx.db
    .selectFrom('council.rightUsed')
    .select('blinded')
    .where(e => e.and({ community, ballot: id, voter, part: 'secret' as const }))
    .executeTakeFirst()
  return before?.blinded?.equals(blinded) ?? false
}

/** Whoever takes a paper votes neither online nor at the booth. */
export async function givePaper(ctx: Ctx, input: Input<typeof council.ops.givePaper>) {
  await secretOf(ctx, input)
  const voter = await onRoll(ctx, input)
  await use(ctx, input, voter.id, 'secret', 'paper')
  return { done: true }
}

const use = ({ db }: Ctx, { community, id }: Where, voter: string, part: Part, channel: Channel) =>
  db.insertInto('council.rightUsed').values({ community, ballot: id, voter, part, channel }).execute()

// ── Whose right it is ───────────────────────────────────────────────────────

type OnRoll = { id: string; name: string; person: string | null; proxy: string | null; proxyPerson: string | null }

async function onRoll({ db }: Ctx, { community, id, voter }: Where & { voter: string }): Promise<OnRoll> {
  const { rows } = await sql<OnRoll>`
    select v.id, v.name, v.person, v.proxy, p.person as proxy_person from council.voter v
    left join council.voter p on p.community = v.community and p.ballot = v.ballot and p.id = v.proxy
    where v.community = ${community} and v.ballot = ${id} and v.id = ${voter} and v.struck is null`.execute(db)
  if (!rows[0]) throw ballotProblem.noSuchVoter()
  return rows[0]
}

/** One's own, or one that somebody else gave in writing; what was given away is voted by whoever holds it. */
async function mine(ctx: Ctx, input: Where & { voter: string }): Promise<OnRoll> {
  const voter = await onRoll(ctx, input)
  const me = await myPersons(ctx)
  if (voter.proxy ? me.includes(voter.proxyPerson ?? '') : me.includes(voter.person ?? '')) return voter
  throw voter.proxy && me.includes(voter.person ?? '') ? ballotProblem.byProxy() : ballotProblem.notYourRight()
}

const myPersons = async (ctx: Ctx) => (await ctx.ask(people.ops.mine, {})).map(r => r.person)

export async function myRights(ctx: Ctx, { community, id }: Where) {
  const me = await myPersons(ctx)
  if (!me.length) return []
  const { rows } = await sql<Right>`
    select v.id as voter, v.name, v.why, v.area::float8 / 100 as area, p.person = any(${me}) as proxy,
      case when v.person = any(${me}) then p.name end as given_to,
      exists (select from council.right_used u where u.community = v.community and u.ballot = v.ballot and u.voter = v.id and u.part = 'secret') as secret_used,
      exists (select from council.right_used u where u.community = v.community and u.ballot = v.ballot and u.voter = v.id and u.part = 'signed') as signed_used
    from council.voter v left join council.voter p on p.community = v.community and p.ballot = v.ballot and p.id = v.proxy
    where v.community = ${community} and v.ballot = ${id} and v.struck is null and (v.person = any(${me}) or p.person = any(${me}))
    order by p.person is not null, v.name, v.id`.execute(ctx.db)
  return rows.map(r => ({ ...r, proxy: r.proxy ?? false }))
}
type Right = {
  voter: string
  name: string
  why: string
  area: number | null
  proxy: boolean | null
  givenTo: string | null
  secretUsed: boolean
  signedUsed: boolean
}

// ── The sheet ───────────────────────────────────────────────────────────────

/** What lies in an urn, in the order of the tokens, which are chance. */
export type Cast = [token: string, signature: string, sheet: Sheet]

export async function cast(ctx: Ctx, { token, signature, sheet, ...where }: Input<typeof council.ops.cast>) {
  const b = await voting(ctx, where)
  const bytes = base64(token)
  if (!isSigned(b.publicKey, bytes, base64(signature))) throw ballotProblem.badToken()
  const flaw = sheetFlaw(b.questions, sheet, 'secret')
  if (flaw) throw ballotProblem.badSheet(flaw)
  const box = ctx.sealer.open(b.box, BOX)
  const n = urnOf(box, bytes, b.urns)
  const urn = { community: where.community, ballot: where.id, n }
  // Whoever comes with the same token waits here for the first, and then finds it in the urn.
  const { box: sealed } = await ctx.db
    .selectFrom('council.urn')
    .select('box')
    .where(e => e.and(urn))
    .forUpdate()
    .executeTakeFirstOrThrow()
  const lying = JSON.parse(openUrn(box, sealed)) as Cast[]
  const before = lying.find(one => one[0] === token)
  if (before) {
    if (JSON.stringify(before[2]) !== JSON.stringify(sheet)) throw ballotProblem.tokenSpent()
    return { done: true }
  }
  const all = [...lying, [token, signature, sheet] satisfies Cast].toSorted(([a], [c]) => (a < c ? -1 : 1))
  await ctx.db
    .updateTable('council.urn')
    .set({ box: sealUrn(box, JSON.stringify(all)) })
    .where(e => e.and(urn))
    .execute()
  return { done: true }
}

/** Questions that the law wants answered by name: sealed like the others until the count. */
export async function signVote(ctx: Ctx, { sheet, ...input }: Input<typeof council.ops.signVote>) {
  const b = await voting(ctx, input)
  if (b.questions.every(isSecret)) throw ballotProblem.nothingSigned()
  const flaw = sheetFlaw(b.questions, sheet, 'signed')
  if (flaw) throw ballotProblem.badSheet(flaw)
  const voter = await mine(ctx, input)
  await use(ctx, input, voter.id, 'signed', 'online')
  await ctx.db
    .insertInto('council.signedVote')
    .values({
      community: input.community,
      ballot: input.id,
      voter: voter.id,
      sheet: ctx.sealer.seal(JSON.stringify(sheet), SIGNED),
    })
    .execute()
  return { done: true }
}
