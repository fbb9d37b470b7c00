/** For a shift without a network: who lives in the buildings of my grids, door by door, as many as a device may keep. */
import type { Output } from '../../../kernel/contract.ts'
import { permits } from '../../../kernel/rules.ts'
import { above } from '../../../ui/field/me.ts'
import type { Shift } from '../../../ui/field/shift.ts'
import { identity } from '../../identity/contract.ts'
import { places } from '../../places/contract.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'

type Building = Output<typeof places.ops.buildings>[number]

export async function prepare(shift: Shift) {
  const { me, get } = shift
  const sees = (place: string) => permits(may.counts, me, { place })
  const mine = me.posts.map(p => p.place).filter(place => place.length >= 12 && sees(place))
  if (!mine.length) return
  const grids = ((await get(places.ops.grids, { place: above(mine) })) ?? []).filter(g => sees(g.code))
  for (const { code: place } of grids) {
    await Promise.all([get(people.ops.counts, { place }), get(identity.ops.onDuty, { place })])
    for (const building of (await get(places.ops.buildings, { place })) ?? []) await doors(shift, building)
  }
}

/** A building comes whole or not at all: half of one would look like empty homes. */
async function doors({ get, has, me, room, leaveOut }: Shift, { community, id, place, estate, name }: Building) {
  const all = (await get(people.ops.block, { community, id })) ?? []
  if (permits(may.tags, me, { place })) await get(people.ops.tags, { community, building: id, size: 200 })
  if (!permits(may.home, me, { place })) return
  const fresh = all.filter(door => !has(people.ops.home, { community, id: door.id }))
  if (fresh.reduce((n, door) => n + door.people + door.away, 0) > room()) return leaveOut(`${estate}${name}`)
  const asks = permits(may.collect, me, { place })
  await Promise.all(
    all.flatMap(door => [
      get(people.ops.home, { community, id: door.id }),
      ...(asks ? [get(people.ops.ask, { community, room: door.id })] : []),
    ]),
  )
}
