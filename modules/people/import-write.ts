/** Writes the residents of a batch: cards that are new, cards that change, who lives with whom, and where each field came from. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Counts, ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { maskPhone } from '../../kernel/numbers.ts'
import { retitleMany, startMany } from '../../kernel/start-many.ts'
import { settle, type Member } from './import-household.ts'
import { communityOf, isHere, type Known, type Looked, type Taken } from './import-judge.ts'
import type { ResidentRow } from './import.ts'
import { rememberMany, type Change } from './change.ts'
import { initials, phoneColumns } from './columns.ts'
import { documentColumns, noDocument, saysBirth, uses } from './documents.ts'
import { movingResidents } from './moves.ts'
import type { Purpose as Field } from './purposes.ts'
import { settle as settleIn } from './residence.ts'
import { relations, residences } from './words.ts'

type Card = Taken & { id_: string; household: string; changed: Field[] }
const source = '批量导入'

export async function write(ctx: ImportCtx, rows: readonly ResidentRow[], { known }: Looked): Promise<Counts> {
  const cards: Card[] = rows.map(row => {
    const taken = known.get(row)!
    const id = taken.card?.id ?? newId(ctx.now.getTime())
    return {
      ...taken,
      id_: id,
      household: taken.card?.household ?? id,
      changed: taken.card ? changesOf(ctx, taken, taken.card) : [],
    }
  })
  await households(ctx, cards)
  const fresh = cards.filter(one => !one.card)
  const changed = cards.filter(one => one.changed.length)
  await begin(ctx, fresh)
  await change(ctx, changed)
  await told(ctx, changed)
  await note(ctx, [
    ...fresh.flatMap(one => factsOf(one)),
    ...changed.flatMap(one => one.changed.map(field => ({ one, field, source }))),
  ])
  return { added: fresh.length, changed: changed.length, same: cards.length - fresh.length - changed.length }
}

/** An empty cell says nothing: what is known stays. */
function changesOf({ sealer }: ImportCtx, { row, home, phone, sex, birth }: Taken, card: Known): Field[] {
  const differs: Partial<Record<Field, boolean>> = {
    name: row.name !== card.name,
    phone: phone !== null && sealer.index(phone, uses.phone) !== card.phoneKey,
    residence: row.residence !== undefined && row.residence !== card.residence,
    household: row.relation !== undefined && row.relation !== card.relation,
    home: home !== null && card.room === null,
    sex: sex !== null && card.sex === null,
    birth: birth !== null && card.birth === null,
  }
  return (Object.keys(differs) as Field[]).filter(field => differs[field])
}

const relationOf = ({ row, card }: Card) => row.relation ?? card?.relation ?? 'other'

async function households(ctx: ImportCtx, cards: Card[]) {
  const communities = [...new Set(cards.map(one => communityOf(one.place)))]
  const { rows } = await sql<Known>`
    select community, id, room, household, relation, state from people.resident
    where community = any(${communities}) and merged_into is null and room = any(${cards.flatMap(one => one.home?.id ?? [])}::uuid[]) order by since, id`.execute(
    ctx.db,
  )
  const there = rows.map(r => ({ ...r, here: isHere(r) }))
  const before = new Map(there.map(r => [r.id, r.household]))
  const byId = new Map<string, Member>(there.map(r => [r.id, r]))
  const coming = cards.flatMap(one => {
    const leads = one.changed.includes('household') && relationOf(one) === 'householder'
    if (one.card && !leads && !one.changed.includes('home')) return []
    const member = byId.get(one.id_) ?? {
      id: one.id_,
      room: one.home?.id ?? one.card?.room ?? null,
      household: one.household,
      relation: '',
      here: true,
    }
    member.relation = relationOf(one)
    byId.set(one.id_, member)
    return [member]
  })
  settle(there, coming)
  for (const one of cards) one.household = byId.get(one.id_)?.household ?? one.household
  const moved = there.filter(r => before.get(r.id) !== r.household)
  if (!moved.length) return
  await sql`
    update people.resident r set household = g.household
    from unnest(${moved.map(r => r.community)}::text[], ${moved.map(r => r.id)}::uuid[], ${moved.map(r => r.household)}::uuid[]) as g (community, id, household)
    where r.community = g.community and r.id = g.id`.execute(ctx.db)
}

async function begin(ctx: ImportCtx, fresh: readonly Card[]) {
  const persons = await personsOf(ctx, fresh)
  await startMany(
    ctx,
    movingResidents,
    fresh.map(one => ({
      community: communityOf(one.place),
      id: one.id_,
      person: (one.id && persons.get(one.id.key)) ?? newId(ctx.now.getTime()),
      place: one.place,
      name: one.row.name,
      initials: spelled(ctx, one),
      ...(one.id ? documentColumns(ctx.sealer, one.id) : noDocument),
      ...phoneColumns(ctx, one.phone ?? undefined),
      sex: one.sex,
      birth: one.birth,
      room: one.home?.id ?? null,
      address: one.home?.address ?? null,
      household: one.household,
      relation: relationOf(one),
      residence: one.row.residence ?? 'registered',
      // Whoever is registered here and lives elsewhere begins where leaving home would have led.
      state: one.row.residence === 'registeredAway' ? 'away' : 'living',
      since: ctx.now,
    })),
  )
  await settleMany(ctx, fresh)
}

/** Reading a name aloud is the slowest part of a card, and nobody sees it when the card is taken back. */
const spelled = ({ dry }: ImportCtx, { row }: Card) => (dry ? '' : initials(row.name))

/** The same document is the same person, in whichever community. In order, so that two imports do not deadlock. */
async function personsOf({ db, now }: ImportCtx, fresh: readonly Card[]): Promise<Map<string, string>> {
  const keys = [...new Set(fresh.flatMap(one => one.id?.key ?? []))].toSorted()
  await sql`
    insert into people.identity (id_key, person) select * from unnest(${keys}::text[], ${keys.map(() => newId(now.getTime()))}::uuid[])
    on conflict (id_key) do nothing`.execute(db)
  const found = await sql<{
    idKey: string
    person: string
  }>`select id_key, person from people.identity where id_key = any(${keys})`.execute(db)
  return new Map(found.rows.map(row => [row.idKey, row.person]))
}

async function change(ctx: ImportCtx, changed: readonly Card[]) {
  if (!changed.length) return
  const rows = changed.map(one => {
    const has = (field: Field) => one.changed.includes(field)
    return {
      community: one.card!.community,
      id: one.id_,
      ...(has('name') && { name: one.row.name, initials: spelled(ctx, one) }),
      ...(has('phone') && phoneColumns(ctx, one.phone!)),
      ...(has('home') && { room: one.home!.id, address: one.home!.address }),
      ...(has('residence') && { residence: one.row.residence }),
      ...(has('household') && { relation: one.row.relation }),
      ...(has('sex') && { sex: one.sex }),
      ...(has('birth') && { birth: one.birth }),
      household: one.household,
    }
  })
  await sql`
    update people.resident r set household = g.household, name = coalesce(g.name, r.name), initials = coalesce(g.initials, r.initials),
      phone = coalesce(g.phone, r.phone), phone_key = coalesce(g."phoneKey", r.phone_key), phone_tail = coalesce(g."phoneTail", r.phone_tail),
      room = coalesce(g.room, r.room), address = coalesce(g.address, r.address), residence = coalesce(g.residence, r.residence),
      relation = coalesce(g.relation, r.relation), sex = coalesce(g.sex, r.sex), birth = coalesce(g.birth, r.birth)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (community text, id uuid, household uuid, name text, initials text,
      phone text, "phoneKey" text, "phoneTail" text, room uuid, address text, residence text, relation text, sex text, birth date)
    where r.community = g.community and r.id = g.id`.execute(ctx.db)
  const renamed = changed.filter(one => one.changed.includes('name'))
  await retitleMany(
    ctx,
    movingResidents,
    renamed.map(one => ({ ...one.card!, name: one.row.name })),
  )
}

type Noted = { one: Card; field: Field; source: string }

function factsOf(one: Card): Noted[] {
  const said: Partial<Record<Field, unknown>> = {
    name: true,
    idNumber: one.id,
    phone: one.phone,
    residence: one.row.residence,
    home: one.home,
    household: one.home,
  }
  const shown: Partial<Record<Field, unknown>> = { birth: one.birth, sex: one.sex }
  const given = (table: Partial<Record<Field, unknown>>) =>
    (Object.keys(table) as Field[]).filter(field => table[field])
  return [
    ...given(said).map(field => ({ one, field, source })),
    ...given(shown).map(field => ({ one, field, source: one.id && saysBirth(one.id.document) ? '身份证号' : source })),
  ]
}

/** What a sheet changed on cards that were there: their history, and where they live from now on. */
async function told(ctx: ImportCtx, changed: readonly Card[]) {
  if (ctx.dry) return
  const all = changed.map(({ row, card, home, phone, changed: fields, ...one }) => {
    const before = card!
    const value: Partial<Record<Field, [was: string | null, is: string | null]>> = {
      name: [before.name, row.name],
      phone: [null, phone && maskPhone(phone)],
      residence: [wordIn(residences, before.residence), row.residence ? residences[row.residence] : null],
      household: [wordIn(relations, before.relation), row.relation ? relations[row.relation] : null],
      home: [before.address, home?.address ?? null],
      sex: [before.sex, one.sex],
      birth: [before.birth, one.birth],
    }
    const changes = fields.flatMap(field =>
      value[field] ? [[field, { was: value[field][0], is: value[field][1] }]] : [],
    )
    return { of: before, what: source, source, changes: Object.fromEntries(changes) as Record<string, Change> }
  })
  await rememberMany(ctx, all)
  for (const { card, home, row, changed: fields } of changed)
    if (fields.includes('home') || fields.includes('residence'))
      await settleIn(ctx, card!, {
        kind: row.residence ?? card!.residence,
        place: card!.place,
        room: home?.id ?? card!.room,
        address: home?.address ?? card!.address,
        source,
      })
}
const wordIn = (table: Readonly<Record<string, string>>, key: string) => table[key] ?? key

/** The row of living of each card that is new, from what was just written to the card. */
async function settleMany({ db, now, me, dry }: ImportCtx, cards: readonly Card[]) {
  if (dry || !cards.length) return
  await sql`
    insert into people.residence (community, resident, during, kind, place, room, address, source, by_name, at)
    select community, resident, daterange(${dayOf(now)}::date, null), kind, place, room, address, ${source}, ${me.name ?? null}, ${now}::timestamptz
    from unnest(${cards.map(one => communityOf(one.place))}::text[], ${cards.map(one => one.id_)}::uuid[],
      ${cards.map(one => one.row.residence ?? 'registered')}::text[], ${cards.map(one => one.place)}::text[],
      ${cards.map(one => one.home?.id ?? null)}::uuid[], ${cards.map(one => one.home?.address ?? null)}::text[])
      as card (community, resident, kind, place, room, address)`.execute(db)
}

/** Eight lines a card, none of which can be refused: a check does without. */
async function note({ db, now, me, dry }: ImportCtx, facts: readonly Noted[]) {
  if (dry || !facts.length) return
  await sql`
    insert into people.fact (community, resident, field, source, at, by, by_name, via)
    select g.*, ${now}::timestamptz, ${me.id}::uuid, ${me.name ?? null}, ${source} from unnest(${facts.map(f => communityOf(f.one.place))}::text[], ${facts.map(f => f.one.id_)}::uuid[],
      ${facts.map(f => f.field)}::text[], ${facts.map(f => f.source)}::text[]) as g
    on conflict (community, resident, field) do update set source = excluded.source, at = excluded.at, by = excluded.by,
      by_name = excluded.by_name, via = excluded.via, declined = false`.execute(db)
}
