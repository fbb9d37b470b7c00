/** What a person says is wrong on their own card: asked by them, made sure of by the community, answered either way. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from './contract.ts'
import { documentOf, uses } from './documents.ts'
import { dayOf } from '../../kernel/clock.ts'
import { mobile, maskName } from '../../kernel/numbers.ts'
import { shownOf } from './edit.ts'
import { erase, erased } from './erase.ts'
import type { Key } from './facts.ts'
import { correcting } from './papers.ts'
import { findResident } from './resident.ts'
import { problem, registrar } from './rules.ts'
import { besides, fields, relations, residences, type Field } from './words.ts'

const corrections = ({ db }: Ctx) =>
  db
    .selectFrom('people.correction as c')
    .select([
      'c.community',
      'c.id',
      'c.place',
      'c.state',
      'c.owner',
      'c.resident',
      'c.name',
      'c.field',
      'c.was',
      'c.wanted',
    ])
    .select(['c.reason', 'c.at', 'c.answer', 'c.answeredBy', 'c.answered'])
    .select(
      sql<string>`(select person from people.resident r where r.community = c.community and r.id = c.resident)`.as(
        'person',
      ),
    )

type Row = Awaited<ReturnType<ReturnType<typeof corrections>['executeTakeFirstOrThrow']>>
const lineOf = (row: Row) => ({ ...row, label: labelOf(row.field) })
const full = (ctx: Ctx, row: Row) => ({
  ...lineOf(row),
  wanted: ctx.sealer.open(row.wanted, uses.wanted),
  offers: offered(ctx, correcting, row),
})

export const labelOf = (field: string): string => ({ ...fields, ...besides })[field as Field] ?? besides.other
const isField = (field: string): field is Field => Object.hasOwn(fields, field)

async function findCorrection(ctx: Ctx, community: string, id: string) {
  const row = await corrections(ctx).where('c.community', '=', community).where('c.id', '=', id).executeTakeFirst()
  return row && full(ctx, row)
}

export const movingCorrections = moving(people, {
  table: 'people.correction',
  machine: correcting,
  title: c => `${maskName(c.name)}：${labelOf(c.field)}`,
  find: findCorrection,
  on: {
    async approve(ctx, c, { answer }) {
      await put(ctx, c)
      return answered(ctx, answer || (c.field === 'erase' ? erased : '已按申请更正'))
    },
    refuse: async (ctx, _, { answer }) => answered(ctx, answer),
    takeBack: async ctx => answered(ctx, '本人撤回'),
  },
})

const answered = ({ me, now }: Ctx, answer: string) => ({ answer, answeredBy: me.name ?? null, answered: now })

/** What the form of the card can hold is changed at once; a home, or anything else, is done by its own move before. */
async function put(ctx: Ctx, c: Key & { resident: string; field: string; wanted: string }) {
  if (c.field === 'erase') return erase(ctx, c)
  if (!isField(c.field)) return
  const card = await findResident(ctx, c.community, c.resident)
  if (!card) throw problem.noSuchCard()
  const was = shownOf(card, c.field)
  await ctx.ask(people.ops.edit, {
    community: c.community,
    id: card.mergedInto ?? card.id,
    changes: { [c.field]: { was, is: c.wanted } },
    document: documentPaper(card.document),
    source: '本人更正申请',
    via: '更正申请',
  })
}

const documentPaper = (document: string | null) =>
  document === 'passport' || document === 'oldForeign'
    ? document
    : document?.endsWith('Travel')
      ? 'travelPermit'
      : 'card'

export async function requestCorrection(
  ctx: Ctx,
  { field, wanted, reason }: Input<typeof people.ops.requestCorrection>,
) {
  const mine = await ctx.db
    .selectFrom('people.resident')
    .select(['community', 'id'])
    .where('account', '=', ctx.me.id)
    .where('state', 'in', ['living', 'away'])
    .where('mergedInto', 'is', null)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  const card = mine && (await findResident(ctx, mine.community, mine.id))
  if (!card) throw problem.notLinked()
  const value = wordOf(ctx, field, card.document, wanted)
  const id = newId(ctx.now.getTime())
  await start(ctx, movingCorrections, {
    community: card.community,
    id,
    place: card.place,
    owner: ctx.me.id,
    resident: card.id,
    name: card.name,
    field,
    was: isField(field) ? shownOf(card, field) : field === 'home' ? card.address : null,
    wanted: ctx.sealer.seal(value, uses.wanted),
    reason,
    at: ctx.now,
  })
  return findCorrection(ctx, card.community, id)
}

/** What is asked must be something the card can say; a choice may be said by its label. */
function wordOf(ctx: Ctx, field: string, document: string | null, wanted: string): string {
  const choices = field === 'residence' ? residences : field === 'relation' ? relations : undefined
  if (choices) {
    const found = Object.entries(choices).find(([key, label]) => wanted === key || wanted === label)
    if (!found) throw problem.badChoice(`请写明是哪一种：${Object.values(choices).join('、')}`)
    return found[0]
  }
  const phone = field === 'phone' ? mobile(wanted) : undefined
  if (phone && !phone.ok) throw problem.badPhone(phone.say)
  const number = field === 'idNumber' ? documentOf(documentPaper(document), wanted, dayOf(ctx.now)) : undefined
  if (number && !number.ok) throw problem.badId(number.say)
  if (field === 'birth' && !/^\d{4}-\d{2}-\d{2}$/.test(wanted))
    throw problem.badChoice('出生日期请写成 1958-03-12 的样子')
  if (field === 'sex' && wanted !== '男' && wanted !== '女') throw problem.badChoice('性别请写男或女')
  return wanted
}

export async function listCorrections(ctx: Ctx, { place, state, ...paging }: Input<typeof people.ops.corrections>) {
  const rows = corrections(ctx)
    .where(ctx.visible)
    .$if(place !== undefined, q => q.where(under('c.place', place!)))
    .$if(state !== undefined, q => q.where('c.state', '=', state!))
    .orderBy(sql`c.state <> ${correcting.initial}`)
    .orderBy('c.at', 'desc')
    .orderBy('c.id')
  const { items, total } = await pageOf(rows, paging)
  return { items: items.map(lineOf), total }
}

export async function myCorrections(ctx: Ctx, paging: Input<typeof people.ops.myCorrections>) {
  const { items, total } = await pageOf(
    corrections(ctx).where(ctx.visible).orderBy('c.at', 'desc').orderBy('c.id'),
    paging,
  )
  return { items: items.map(lineOf), total }
}

export async function readCorrection(ctx: Ctx, { community, id }: Key) {
  const row = await corrections(ctx)
    .where('c.community', '=', community)
    .where('c.id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  if (!row) return undefined
  const all = full(ctx, row)
  // The person wrote it and staff must check it against a paper: both see it whole.
  return permits(registrar, ctx.me, { place: row.place }) || row.owner === ctx.me.id ? all : undefined
}
