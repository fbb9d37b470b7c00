/** Who each row of a sheet is: new here, or known by the number or by name and home; and why a row cannot be taken. */
import { sql } from 'kysely'
import { dayOf, type Day } from '../../kernel/clock.ts'
import type { ImportCtx, Mistakes } from '../../kernel/exchange-kinds.ts'
import { mobile, residentId } from '../../kernel/numbers.ts'
import { documentOf, idKeyOf, type Document } from './documents.ts'
import type { ResidentRow } from './import.ts'
import type { Home, Homes } from './import-home.ts'
import { resident } from './rules.ts'

export type Known = {
  community: string
  id: string
  place: string
  state: keyof typeof resident.states
  name: string
  idKey: string | null
  phoneKey: string | null
  sex: string | null
  birth: Day | null
  room: string | null
  address: string | null
  household: string
  relation: string
  residence: string
}
/** A row that can be taken: what it says, made sure of, and the card there is already. */
export type Taken = {
  row: ResidentRow
  id: (Document & { key: string }) | null
  phone: string | null
  sex: '男' | '女' | null
  birth: Day | null
  home: Home | null
  place: string
  card: Known | null
}
/** `known` is filled by the check of a batch for its writing; a row of a later batch is another. */
export type Looked = { homes: Homes; known: WeakMap<ResidentRow, Taken> }
type Read = Omit<Taken, 'card' | 'place'> & { place: string | null }

export async function judge(
  ctx: ImportCtx,
  rows: readonly ResidentRow[],
  { homes, known }: Looked,
): Promise<(Mistakes | null)[]> {
  const read: (Read | { mistakes: Mistakes })[] = []
  for (const row of rows) read.push(await reading(ctx, row, homes))
  const good = read.flatMap(one => ('mistakes' in one ? [] : [one]))
  const cards = await cardsOf(ctx, good, homes)
  return read.map(one => {
    if ('mistakes' in one) return one.mistakes
    const found = cardOf(one, cards)
    if ('mistakes' in found) return found.mistakes
    // Whoever has one grid must not reach into another by knowing a number.
    if (found.card && !found.card.place.startsWith(ctx.place)) return { name: '此人已在本社区登记，不在您选择的范围内' }
    const place = one.place ?? found.card?.place
    if (place === undefined) return { grid: '没有住处的，须填写网格代码' }
    known.set(one.row, { ...one, place, card: found.card })
    return null
  })
}

export const communityOf = (place: string) => place.slice(0, 12)
export const isHere = ({ state }: Pick<Known, 'state'>) => state === 'living' || state === 'away'

async function reading(ctx: ImportCtx, row: ResidentRow, homes: Homes): Promise<Read | { mistakes: Mistakes }> {
  const document = row.idNumber === undefined ? null : documentIn(row.document, row.idNumber, dayOf(ctx.now))
  const phone = row.phone === undefined ? null : mobile(row.phone)
  const wrong: Record<string, string> = {}
  if (document && !document.ok) wrong['idNumber'] = document.say
  if (phone && !phone.ok) wrong['phone'] = phone.say
  if (document?.ok && document.birth && row.birth && row.birth !== document.birth)
    wrong['birth'] = '与身份证号里的出生日期不一致，请核对'
  if (document?.ok && document.sex && row.sex && row.sex !== document.sex)
    wrong['sex'] = '与身份证号里的性别不一致，请核对'
  const lives = row.address || row.building || row.door
  if (row.building && !row.door && !row.address) wrong['door'] = '请填写房号'
  const sought = lives && !wrong['door'] ? await homes.find(ctx, row) : null
  if (sought && 'mistakes' in sought) Object.assign(wrong, sought.mistakes)
  const home = sought && 'home' in sought ? sought.home : null
  const place = home?.place ?? row.grid ?? (ctx.place.length === 15 ? ctx.place : null)
  if (!lives && !document) wrong['idNumber'] = '没有身份证号的，须填写住处'
  if (row.grid && !homes.grids.has(row.grid)) wrong['grid'] = '所选范围内没有这个网格'
  if (home && row.grid && home.place !== row.grid) wrong['grid'] = `这个住处在网格 ${home.place}`
  if (Object.keys(wrong).length) return { mistakes: wrong }
  const id = document?.ok ? { ...document, key: idKeyOf(ctx.sealer, document) } : null
  return {
    row,
    id,
    home,
    place,
    phone: phone?.ok ? phone.value : null,
    sex: (document?.ok && document.sex) || (row.sex ?? null),
    birth: (document?.ok && document.birth) || (row.birth ?? null),
  }
}

/** Sheets from before 1999 still hold fifteen digits. */
function documentIn(paper: ResidentRow['document'], typed: string, today: Day) {
  if (paper !== 'card') return documentOf(paper, typed, today)
  const read = residentId(typed, today, { old: true })
  return read.ok ? { ...read, document: read.kind } : read
}

type Cards = { byId: Map<string, Known[]>; byHome: Map<string, Known[]> }

async function cardsOf({ db }: ImportCtx, rows: readonly Read[], { communities }: Homes): Promise<Cards> {
  const columns = sql`community, id, place, state, name, id_key, phone_key, sex, birth, room, address, household, relation, residence`
  const { rows: byId } = await sql<Known>`
    select ${columns} from people.resident where community = any(${communities}) and merged_into is null and id_key = any(${rows.flatMap(r => r.id?.key ?? [])})`.execute(
    db,
  )
  const { rows: byHome } = await sql<Known>`
    select ${columns} from people.resident where community = any(${communities}) and room = any(${rows.flatMap(r => r.home?.id ?? [])}::uuid[])
      and merged_into is null and state in ('living', 'away')`.execute(db)
  return {
    byId: Map.groupBy(byId, r => r.idKey ?? ''),
    byHome: Map.groupBy(byHome, r => `${r.room} ${r.name}`),
  }
}

function cardOf(
  { row, id, home, place, birth }: Read,
  { byId, byHome }: Cards,
): { card: Known | null } | { mistakes: Mistakes } {
  const known = (id && byId.get(id.key)) ?? []
  const same = known.filter(one => place === null || one.community === communityOf(place))
  const card = same.find(isHere) ?? same[0]
  const namesakes = (home && byHome.get(`${home.id} ${row.name}`)) ?? []
  if (card) return fitting(card, row, home)
  if (!id) {
    const one = namesakes.find(mate => !birth || !mate.birth || mate.birth === birth)
    return one ? fitting(one, row, home) : { card: null }
  }
  if (namesakes.some(one => one.idKey === null && (!one.birth || one.birth === birth)))
    return { mistakes: { name: '这一户已有同名居民，登记时没有身份证号，请先在系统里核对' } }
  return { card: null }
}

function fitting(
  card: Known,
  { address, residence }: ResidentRow,
  home: Home | null,
): { card: Known } | { mistakes: Mistakes } {
  if (!isHere(card))
    return { mistakes: { name: `此人在系统里是「${resident.states[card.state].label}」，请先在系统里办理` } }
  const at = address ? 'address' : 'door'
  if (home && card.room !== null && card.room !== home.id)
    return { mistakes: { [at]: `系统里登记的住处是「${card.address}」，与表中不同；搬了家的请先在系统里办理` } }
  if (home && card.room === null && card.place !== home.place)
    return { mistakes: { [at]: `此人登记在网格 ${card.place},与这个住处不同` } }
  if (residence && residence !== card.residence && [residence, card.residence].includes('registeredAway'))
    return { mistakes: { residence: '离家居住或回来居住，请先在系统里办理' } }
  return { card }
}
