/** From one home to another in the same community, alone or with the whole household. 篇3 一「卡册与实际一致」 */
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { remember } from './change.ts'
import { people } from './contract.ts'
import type { Resident } from './edit.ts'
import { note } from './facts.ts'
import { head, householdOf, leave, mates } from './household.ts'
import { settle } from './residence.ts'
import { problem } from './rules.ts'

type Move = Input<typeof people.ops.moveHome>

export async function moveHome(ctx: Ctx, r: Resident, { place, room, date, whole, relation, source }: Move) {
  const { community } = r
  if (place.slice(0, 12) !== community)
    throw problem.noSuchRoom('这里只办本社区内的搬家；搬到别的社区请办「移交到别的社区」')
  if (date > dayOf(ctx.now)) throw problem.notYet()
  const home = room === undefined ? null : await ctx.ask(places.ops.room, { community, id: room })
  if (room !== undefined && home?.place !== place) throw problem.noSuchRoom()
  const to = { place, room: room ?? null, address: home?.address ?? null }
  const others = await mates(ctx, r)
  const family = whole ? others.filter(mate => mate.room === r.room) : []

  await settle(ctx, r, { kind: r.residence, ...to, source }, date)
  await note(ctx, r, [{ field: 'home', source }], '换住处')
  await remember(ctx, r, { what: '换住处', source, changes: { home: { was: r.address, is: to.address } } })
  // Those who come along follow whoever is there already, so this one must be there first.
  await ctx.db
    .updateTable('people.resident')
    .set(to)
    .where('community', '=', community)
    .where('id', '=', r.id)
    .execute()
  for (const mate of family)
    await ctx.ask(people.ops.moveHome, { community, id: mate.id, place, room, date, whole: false, source })
  return { ...to, ...(whole ? {} : await newHousehold(ctx, r, to.room, relation, others)) }
}

/** Whoever moves alone joins those who live there, or begins a household; family that is there already is followed. */
async function newHousehold(
  ctx: Ctx,
  r: Resident,
  room: string | null,
  relation: Move['relation'],
  others: Awaited<ReturnType<typeof mates>>,
) {
  const there = { community: r.community, id: r.id, room, household: r.household }
  if (relation === undefined && room !== null && others.some(mate => mate.room === room)) return {}
  await leave(ctx, r, others)
  const household =
    relation === 'householder' ? await head(ctx, there) : await householdOf(ctx, { ...there, household: r.id })
  return { household, relation: relation ?? (household === r.id ? 'householder' : 'other') }
}
