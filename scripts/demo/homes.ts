/**
 * Buildings and rooms on the land: exactly as many homes as wanted, numbered through each compound (幢, 单元, 室).
 * A building's number is unique in its community, so the 23-digit address code needs no grid.
 */
import type { Cell } from './geo.ts'
import { communityPlans, homesWanted, type Plot } from './layout.ts'
import { known, type Random } from './random.ts'
import type { Building, Compound, Kind, Room } from './shape.ts'

export type Homes = { compounds: Compound[]; buildings: Building[]; rooms: Room[] }

export function homes(chance: Random, cells: readonly Cell[]): Homes {
  const compounds: Compound[] = []
  const buildings: Building[] = []
  for (const { code: community, rows } of communityPlans) {
    rows.flat().forEach((plot, i) => {
      const cell = known(cells.find(c => c.community === community && c.number === i + 1))
      const grid = gridCode(cell)
      let compound = compounds.find(c => c.community === community && c.name === plot[0])
      if (!compound) {
        compound = { key: `${community}-${compounds.length + 1}`, name: plot[0], community, grids: [], kind: plot[1] }
        compounds.push(compound)
      }
      compound.grids.push(grid)
      buildings.push(...raise(chance, { compound, plot, cell, grid }, buildings))
    })
  }
  const named = new Map(compounds.map(c => [c.key, c.name]))
  const flats = buildings.filter(b => b.kind !== 'village')
  const houses = buildings.filter(b => b.kind === 'village')
  const rooms = flats.flatMap(b => flatsOf(chance, b, known(named.get(b.compound))))
  // The village houses make up the number: some let their back rooms as a second home.
  const shared = new Set(chance.shuffle(houses).slice(0, homesWanted - rooms.length - houses.length))
  rooms.push(...houses.flatMap(b => houseOf(chance, b, known(named.get(b.compound)), shared.has(b))))
  return { compounds, buildings, rooms: rooms.sort((a, b) => (a.code < b.code ? -1 : 1)) }
}

export const gridCode = (cell: Cell) => cell.community + String(cell.number).padStart(3, '0')

type Site = { compound: Compound; plot: Plot; cell: Cell; grid: string }

function raise(chance: Random, { compound, plot, cell, grid }: Site, before: readonly Building[]): Building[] {
  const [, kind, count] = plot
  const inCompound = before.filter(b => b.compound === compound.key).length
  const inCommunity = before.filter(b => b.community === compound.community).length
  return slots[kind](chance, count).map(([s, t], i) => {
    const { point, footprint } = cell.spot(s, t)
    const number = inCompound + i + 1
    const unitCount = unitsOf(kind, number)
    return {
      code: compound.community + String(inCommunity + i + 1).padStart(5, '0'),
      name: kind === 'village' ? `${number}号` : `${number}幢`,
      compound: compound.key,
      community: compound.community,
      grid,
      kind,
      unitCount,
      floors: kind === 'walkup' ? 6 : kind === 'tower' ? 18 : chance.int(2, 3),
      built:
        kind === 'walkup' ? chance.int(1988, 2003) : kind === 'tower' ? chance.int(2008, 2018) : chance.int(1985, 2010),
      point,
      outline:
        kind === 'walkup'
          ? footprint(14 + 15 * unitCount, 12)
          : kind === 'tower'
            ? footprint(34, 20)
            : footprint(11, 9),
    }
  })
}

const unitsOf = (kind: Kind, number: number) =>
  kind === 'walkup' ? known([2, 3, 2, 2, 1][(number - 1) % 5]) : kind === 'tower' ? (number % 2) + 1 : 0

/** Where buildings stand in their block, from north to south; a free slot is a yard or a public place. */
const slots: Record<Kind, (chance: Random, count: number) => [number, number][]> = {
  walkup: (chance, count) => {
    const all = [0.79, 0.5, 0.21].flatMap(t => [0.3, 0.71].map((s): [number, number] => [s, t + jitter(chance, 0.02)]))
    return count === 5 ? all.filter((_, i) => i !== 3) : all.filter((_, i) => i !== 2 && i !== 3)
  },
  tower: chance => [
    [0.34 + jitter(chance, 0.05), 0.66 + jitter(chance, 0.05)],
    [0.66 + jitter(chance, 0.05), 0.34 + jitter(chance, 0.05)],
  ],
  village: (chance, count) => {
    const all = [0.85, 0.675, 0.5, 0.325, 0.15].flatMap(t => [0.14, 0.32, 0.5, 0.68, 0.86].map(s => [s, t] as const))
    const kept = new Set(chance.shuffle(all).slice(0, count))
    return all.filter(spot => kept.has(spot)).map(([s, t]) => [s + jitter(chance, 0.025), t + jitter(chance, 0.025)])
  },
}

/** The free slot in the middle of a block, for a public place. */
export const yard = { s: 0.5, t: 0.5 }

const jitter = (chance: Random, by: number) => (chance.next() * 2 - 1) * by

function flatsOf(chance: Random, building: Building, compound: string): Room[] {
  const doors = building.kind === 'tower' && building.unitCount === 1 ? 4 : 2
  const sizes = Array.from({ length: doors }, () => chance.int(building.kind === 'tower' ? 8200 : 5200, 12800))
  return Array.from({ length: building.unitCount }, (_, u) =>
    Array.from({ length: building.floors }, (_, f) =>
      sizes.map((area, d) => {
        const [unit, floor, door] = [u + 1, f + 1, d + 1]
        const number = `${floor}${String(door).padStart(2, '0')}`
        return {
          code: building.code + String(unit).padStart(2, '0') + number.padStart(4, '0'),
          building: building.code,
          unit,
          floor,
          door,
          name: `${number}室`,
          address: `${compound}${building.name}${unit}单元${number}室`,
          area,
          community: building.community,
          grid: building.grid,
        }
      }),
    ).flat(),
  ).flat()
}

function houseOf(chance: Random, building: Building, compound: string, shared: boolean): Room[] {
  const names = shared ? ['前屋', '后屋'] : ['']
  return names.map((name, i) => ({
    code: building.code + '00' + String(shared ? i + 1 : 0).padStart(4, '0'),
    building: building.code,
    unit: 0,
    floor: 0,
    door: shared ? i + 1 : 0,
    name,
    address: `${compound}${building.name}${name}`,
    area: i === 0 ? chance.int(14000, 26000) : chance.int(3000, 6000),
    community: building.community,
    grid: building.grid,
  }))
}
