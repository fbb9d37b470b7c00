/** How a resident's card begins, and how its fields change: each field says where it came from. 篇3 一「逐人登记」、篇3 一「同管理同服务」、篇8 3.4「信息采集机制」 */
import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { moving, start } from '../../kernel/move.ts'
import { mobile, residentId } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { people } from './contract.ts'
import { findResident, uses } from './resident.ts'
import { problem, resident, type purposes } from './rules.ts'

type Field = keyof typeof purposes

export const movingResidents = moving(people, {
  table: 'people.resident',
  machine: resident,
  title: r => r.name,
  find: findResident,
  on: {
    async reveal(ctx, r, { field }) {
      const sealed = r[field]
      if (!sealed) throw problem.notGiven()
      ctx.also['revealed'] = ctx.sealer.open(sealed, uses[field])
    },

    async correct(ctx, r, { name, phone, residence, relation, source }) {
      const changed = { name, phone, residence, household: relation }
      const fields = fieldsOf(changed)
      await note(
        ctx,
        r,
        fields.map(field => ({ field, source })),
      )
      const household = relation === 'householder' && r.relation !== relation ? await head(ctx, r) : r.household
      return {
        household,
        ...(name !== undefined && { name, initials: initials(name) }),
        ...(phone !== undefined && phoneColumns(ctx, phone)),
        ...(residence !== undefined && { residence }),
        ...(relation !== undefined && { relation }),
      }
    },

    moveOut: async ({ now }) => ({ until: dayOf(now) }),
    returnHome: async () => ({ until: null }),
    async passAway({ now }, _, { date }) {
      if (date > dayOf(now)) throw problem.notYetDied()
      return { until: date }
    },
    restore: async () => ({ until: null }),
  },
})

export async function register(ctx: Ctx, input: Input<typeof people.ops.register>) {
  const { place, name, phone, room, relation, residence, account } = input
  const community = place.slice(0, 12)
  const document = documentOf(ctx, input)
  const home = room === undefined ? null : await ctx.ask(places.ops.room, { community, id: room })
  if (room !== undefined && home?.place !== place) throw problem.noSuchRoom()
  const id = newId(ctx.now.getTime())
  const { idKey, idNumber, sex, birth } = document
  const row = { community, id, place, room: room ?? null, relation }
  await start(ctx, movingResidents, {
    ...row,
    person: idKey ? await personOf(ctx, idKey) : newId(ctx.now.getTime()),
    name,
    initials: initials(name),
    idNumber,
    idKey,
    sex,
    birth,
    ...phoneColumns(ctx, phone),
    address: home?.address ?? null,
    household: relation === 'householder' ? await head(ctx, row) : await householdOf(ctx, row),
    residence,
    account: account ?? null,
    since: ctx.now,
  })
  const said = fieldsOf({ name, idNumber: idNumber ?? undefined, phone, residence, home: room, household: room })
  const shown = fieldsOf({ birth: birth ?? undefined, sex: sex ?? undefined })
  await note(ctx, row, [
    ...said.map(field => ({ field, source: '登记' })),
    ...shown.map(field => ({ field, source: idKey ? '身份证号' : '登记' })),
  ])
  return findResident(ctx, community, id)
}

/** The number knows birth and sex better than whoever types them. */
function documentOf({ sealer, now }: Ctx, { idNumber, sex, birth }: Input<typeof people.ops.register>) {
  if (!idNumber) return { idNumber: null, idKey: null, sex: sex ?? null, birth: birth ?? null }
  const checked = residentId(idNumber, dayOf(now))
  if (!checked.ok) throw problem.badId(checked.say)
  return {
    idNumber: sealer.seal(checked.value, uses.idNumber),
    idKey: sealer.index(checked.value, uses.idNumber),
    sex: checked.sex,
    birth: checked.birth,
  }
}

export function phoneColumns({ sealer }: Pick<Ctx, 'sealer'>, typed: string | undefined) {
  if (!typed) return { phone: null, phoneKey: null, phoneTail: null }
  const checked = mobile(typed)
  if (!checked.ok) throw problem.badPhone(checked.say)
  const { value } = checked
  return {
    phone: sealer.seal(value, uses.phone),
    phoneKey: sealer.index(value, uses.phone),
    phoneTail: value.slice(-4),
  }
}

/** 王芳 is wf; a surname read in a way of its own (单, 解, 区) is read that way. */
export const initials = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, '')

/** The same document is the same person, wherever it is shown: two communities that ask at once get one answer. */
async function personOf({ db, now }: Ctx, idKey: string): Promise<string> {
  const { person } = await db
    .insertInto('people.identity')
    .values({ idKey, person: newId(now.getTime()) })
    .onConflict(c => c.column('idKey').doUpdateSet({ idKey }))
    .returning('person')
    .executeTakeFirstOrThrow()
  return person
}

// ── Households: everyone in a room who follows the same head ────────────────

type Member = { community: string; id: string; room: string | null }

/** Whoever comes into a room joins those who are there, or is the first of them. */
async function householdOf({ db }: Ctx, { community, id, room }: Member): Promise<string> {
  if (room === null) return id
  const there = await db
    .selectFrom('people.resident')
    .select('household')
    .where('community', '=', community)
    .where('room', '=', room)
    .where('state', 'in', ['living', 'away'])
    .orderBy('since')
    .limit(1)
    .executeTakeFirst()
  return there?.household ?? id
}

/** A head of household gathers those in the room who follow nobody who is a head; a second family keeps its own. */
async function head({ db }: Ctx, { community, id, room }: Member): Promise<string> {
  if (room !== null)
    await sql`
      update people.resident r set household = ${id}
      where r.community = ${community} and r.room = ${room} and not exists (
        select from people.resident h where h.community = ${community} and h.room = ${room} and h.id = r.household
          and h.id <> ${id} and h.relation = 'householder' and h.state in ('living', 'away'))`.execute(db)
  return id
}

// ── Facts ───────────────────────────────────────────────────────────────────

const fieldsOf = (given: Partial<Record<Field, unknown>>) => {
  const fields: Field[] = ['name', 'idNumber', 'phone', 'birth', 'sex', 'home', 'household', 'residence']
  return fields.filter(field => given[field] !== undefined)
}

async function note(ctx: Ctx, of: { community: string; id: string }, facts: { field: Field; source: string }[]) {
  if (!facts.length) return
  await ctx.db
    .insertInto('people.fact')
    .values(facts.map(fact => ({ ...fact, community: of.community, resident: of.id, at: ctx.now })))
    .onConflict(c =>
      c.columns(['community', 'resident', 'field']).doUpdateSet(eb => ({
        source: eb.ref('excluded.source'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute()
}
