/**
 * The demonstration town: a whole street of invented people and half a year of what they reported, made anew from a
 * seed and a moment. The same two give the same town, to the last character; nothing here touches a database.
 */
import { usualLimits } from './course.ts'
import { centre, land } from './geo.ts'
import { gridCode, homes, yard } from './homes.ts'
import { communityPlans, mattersWanted, publicPlaces, street } from './layout.ts'
import { matters } from './matters.ts'
import { residents } from './people.ts'
import { known, random } from './random.ts'
import type { Ground } from './report.ts'
import type { Collection, Grid, Limits, Polygon, PublicPlace, Town } from './shape.ts'
import { staffOf, units } from './staff.ts'

/** `wanted`: how many matters the half year holds. */
export type TownOptions = { seed: string | number; now: Date; limits?: Limits; wanted?: number }

export function town({ seed, now, limits = usualLimits, wanted = mattersWanted }: TownOptions): Town {
  const chance = random(seed)
  const { outlines, cells, roads } = land(chance.fork('land'), communityPlans)
  const { compounds, buildings, rooms } = homes(chance.fork('homes'), cells)
  const { households, people } = residents(chance.fork('people'), now, rooms, buildings)
  const staff = staffOf(chance.fork('staff'), now, people)

  const compoundOf = new Map(compounds.flatMap(c => c.grids.map(grid => [grid, c] as const)))
  const cellOf = new Map(cells.map(cell => [gridCode(cell), cell]))
  const grids: Collection<Polygon, Grid> = {
    type: 'FeatureCollection',
    features: [...cellOf].map(([code, cell]) => {
      const { name: compound, kind } = known(compoundOf.get(code))
      const { name } = known(communityPlans.find(p => p.code === cell.community))
      const properties = {
        code,
        name: `${name.replace('社区', '')}第${cell.number}网格`,
        community: cell.community,
        kind,
        compound,
        centre: cell.spot(yard.s, yard.t).point,
      }
      return { type: 'Feature', id: code, geometry: cell.outline, properties }
    }),
  }
  const places = publicPlaces.map(([community, number, kind, name], i): PublicPlace => {
    const grid = street.code + community + String(number).padStart(3, '0')
    const at = kind === 'clinic' ? { s: 0.94, t: 0.5 } : yard
    return {
      key: `F${String(i + 1).padStart(2, '0')}`,
      kind,
      name,
      community: street.code + community,
      grid,
      point: known(cellOf.get(grid)).spot(at.s, at.t).point,
    }
  })
  const ground: Ground = {
    street: { ...street, centre },
    communities: communityPlans.map(({ code, name }) => {
      const outline = known(outlines.get(code))
      return { code, name, outline, centre: middle(outline) }
    }),
    grids,
    roads: {
      type: 'FeatureCollection',
      features: roads.map(({ name, line }, i) => ({
        type: 'Feature',
        id: `R${String(i + 1).padStart(2, '0')}`,
        geometry: line,
        properties: { name },
      })),
    },
    compounds,
    places,
    buildings,
    rooms,
    households,
    people,
    units: [...units],
    staff,
    spots: new Map([...cellOf].map(([code, { spot }]) => [code, spot])),
    streets: new Map([...cellOf].map(([code, cell]) => [code, cell.roads])),
  }
  const { spots: _, streets: __, ...rest } = ground
  return { ...rest, matters: matters(chance.fork('matters'), now, ground, limits, wanted) }
}

/** The mean of the corners: near enough to hang a label on. */
function middle({ coordinates: [ring = []] }: Polygon): [number, number] {
  const mean = (axis: 0 | 1) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length
  return [Math.round(mean(0) * 1e6) / 1e6, Math.round(mean(1) * 1e6) / 1e6]
}
