/**
 * Finds the homes that a sheet names, whether in one column or in four, without asking for each row: the buildings of
 * the place are read once, the rooms of a building when a row first names it. What is not found says which part of it; what
 * is found in two communities, as estates of one name are, is not guessed at.
 */
import type { ImportCtx, Mistakes } from '../../kernel/exchange-kinds.ts'
import { problems } from '../../kernel/rules.ts'
import { addressKey, addressOf, places, roomKey, type Building } from '../places/contract.ts'

const problem = problems('people', { placeTooLarge: [422, '请选择一个街道（镇）或社区（村）,再导入居民'] })

type Address = { estate: string; building: string; unit: string; door: string; address: string }
/** With the grid, where the row says one: of two estates of one name it tells which is meant. */
type Given = Address & { grid?: string | undefined }
export type Home = { community: string; id: string; place: string; address: string }
type Sought = { home: Home } | { mistakes: Mistakes }
type Block = Building & { inside?: Promise<Map<string, Home | null>> }

export type Homes = {
  find: (ctx: ImportCtx, given: Given) => Promise<Sought>
  grids: ReadonlySet<string>
  communities: readonly string[]
}

export async function homesIn(ctx: ImportCtx): Promise<Homes> {
  const named = await communitiesOf(ctx)
  const communities = [...named.keys()]
  const wholly = (community: string) => (ctx.place.length > 12 ? ctx.place : community)
  const found = await inTurn(communities, place => ctx.ask(places.ops.buildings, { place: wholly(place) }))
  const grids = await inTurn(communities, place => ctx.ask(places.ops.grids, { place: wholly(place) }))
  const blocks: Block[] = found.flat()
  const byKey = Map.groupBy(blocks, b => b.key)
  const estates = new Set(blocks.map(b => addressKey(b.estate)))
  const known = new Map<string, Promise<Home[]>>()
  const asked = (now: ImportCtx, address: string) => {
    if (!known.has(address)) known.set(address, anywhere(now, communities, address))
    return known.get(address)!
  }
  /** One home, or the sentence that says between which communities somebody must choose. */
  const chosen = (homes: readonly Home[], { grid, address }: Given): Sought | null => {
    const meant = homes.filter(home =>
      grid ? home.community === grid.slice(0, 12) : address.includes(named.get(home.community)!),
    )
    const [home, second] = meant.length ? meant : homes
    if (home && !second) return { home }
    if (!home) return null
    const where = homes.map(h => named.get(h.community)!).join('、')
    return { mistakes: { grid: `${where}都有这个住址，请填写网格代码，写明是哪一个` } }
  }

  return {
    communities,
    grids: new Set(grids.flat().map(grid => grid.code)),
    async find(now, given) {
      const { estate, building, unit, door, address } = given
      const whole = address || `${estate}${building}-${unit}-${door}`
      const key = addressKey(whole)
      const alike =
        (address ? byKey.get(longest(blocks, key)?.key ?? '') : byKey.get(addressKey(estate + building))) ?? []
      const [block] = alike
      const rest = address
        ? key.slice(key.indexOf(block?.key ?? '') + (block?.key.length ?? 0)).replace(/^-/, '')
        : roomKey(unit, door)
      const homes = await inTurn(alike, async one => (await roomsOf(now, one)).get(rest) ?? null)
      const found = chosen(
        homes.filter(home => home !== null),
        given,
      )
      // The places module knows more spellings than this; only what is still unknown is worth a question of its own.
      return found ?? chosen(await asked(now, whole), given) ?? { mistakes: missing(given, estates, block) }
    },
  }
}

function missing(given: Address, estates: ReadonlySet<string>, block: Block | undefined): Mistakes {
  const { estate, building, unit, door, address } = given
  if (address)
    return {
      address: block
        ? `「${block.estate}${block.name}」里没有这个房号，请核对`
        : '找不到这个住址，请写到小区、楼栋、单元、房号',
    }
  if (estate && !estates.has(addressKey(estate))) return { estate: `没有「${estate}」这个小区，请核对或先登记房屋` }
  if (!block && !estate) return { building: `没有「${building}」这一栋，请核对，或填写小区` }
  if (!block) return { building: `「${estate}」没有「${building}」这一栋，请核对或先登记房屋` }
  return {
    door: `「${block.estate}${block.name}」没有「${unit && `${unit}单元`.replace('单元单元', '单元')}${door}」，请核对或先登记房屋`,
  }
}

/** By code, with their names. */
async function communitiesOf(ctx: ImportCtx): Promise<Map<string, string>> {
  if (ctx.place.length < 9) throw problem.placeTooLarge()
  const one = ctx.place.slice(0, 12)
  const found =
    one.length === 12
      ? [await ctx.ask(places.ops.place, { code: one })]
      : await ctx.ask(places.ops.tree, { parent: one })
  return new Map(found.map(place => [place.code, place.name]))
}

/** By unit and door, and by the door alone where only one room of the building has it. */
function roomsOf(ctx: ImportCtx, block: Block): Promise<Map<string, Home | null>> {
  return (block.inside ??= read(ctx, block))
}

async function read(ctx: ImportCtx, { community, id, place, estate, name }: Block) {
  const rooms = new Map<string, Home | null>()
  for (const room of await ctx.ask(places.ops.rooms, { community, building: id })) {
    const home = { community, id: room.id, place, address: addressOf(estate, name, room.unit, room.name) }
    const [exact, door] = [roomKey(room.unit, room.name), addressKey(room.name)]
    if (door !== exact) rooms.set(door, rooms.has(door) ? null : home)
    rooms.set(exact, home)
  }
  return rooms
}

async function anywhere(ctx: ImportCtx, communities: readonly string[], address: string): Promise<Home[]> {
  const homes = await inTurn(communities, async community => {
    const found = await ctx.ask(places.ops.findRoom, { community, address })
    if (!found?.place.startsWith(ctx.place)) return []
    return [{ community, id: found.id, place: found.place, address: found.address }]
  })
  return homes.flat()
}

/** The longest building's name that stands in the address, ended by a hyphen or the end. */
function longest(blocks: readonly Block[], key: string): Block | undefined {
  let best: Block | undefined
  for (const block of blocks) {
    const at = key.indexOf(block.key)
    const next = key[at + block.key.length] ?? '-'
    if (at >= 0 && next === '-' && block.key.length > (best?.key.length ?? 0)) best = block
  }
  return best
}

async function inTurn<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = []
  for (const one of all) done.push(await work(one))
  return done
}
