/** For a shift without a network: the grids of my posts, their map, their buildings and rooms, and whom to call about a house. */
import type { Shift } from '../../../ui/field/shift.ts'
import { above } from '../../../ui/field/me.ts'
import { places } from '../contract.ts'

const GRID = 15
const community = (place: string) => place.slice(0, 12)

export async function prepare({ me, get }: Shift) {
  const mine = me.posts.map(p => p.place).filter(place => place.length >= 12)
  if (!mine.length) return
  const grids = (await get(places.ops.grids, { place: above(mine) })) ?? []
  const codes = grids.map(g => g.code).filter(code => mine.some(place => code.startsWith(place)))
  await Promise.all(
    [...new Set(codes.map(community))].flatMap(place => [
      get(places.ops.map, { place }),
      get(places.ops.place, { code: place }),
      get(places.ops.buildings, { place }),
    ]),
  )
  await Promise.all(codes.filter(code => code.length === GRID).map(code => get(places.ops.place, { code })))
  for (const place of codes) {
    const buildings = (await get(places.ops.buildings, { place })) ?? []
    await Promise.all(
      buildings.flatMap(b => [
        get(places.ops.rooms, { community: b.community, building: b.id }),
        get(places.ops.responsible, { community: b.community, building: b.id }),
      ]),
    )
  }
}
