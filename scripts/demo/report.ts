/** One report: the words for a place, filled from the town, and who says them. */
import { monthOf, yearOf } from './calendar.ts'
import { categoryOf } from './categories.ts'
import type { Spot } from './geo.ts'
import { hotSpots } from './layout.ts'
import { phone } from './people.ts'
import { known, type Random } from './random.ts'
import type { Building, Grid, Matter, Person, PublicPlace, Reporter, Room, Town } from './shape.ts'
import { homeTexts } from './data/homes.ts'
import { lifeTexts } from './data/life.ts'
import { placeTexts } from './data/places.ts'
import type { Say, Text } from './text.ts'

/** The town without its matters, and what only the land knows of each grid. */
export type Ground = Omit<Town, 'matters'> & { spots: Map<string, Spot>; streets: Map<string, string[]> }
export type Report = Omit<Matter, 'key' | 'at' | 'steps' | 'state'> & { results: string[]; night: boolean }

export function reports(chance: Random, town: Ground) {
  const grids = town.grids.features.map(f => f.properties)
  const byGrid = {
    buildings: Map.groupBy(town.buildings, b => b.grid),
    people: Map.groupBy(
      town.people.filter(p => p.room && p.phone),
      p => p.grid,
    ),
  }
  const rooms = Map.groupBy(town.rooms, r => r.building)
  const building = new Map(town.rooms.map(r => [r.code, r.building]))
  const compound = new Map(town.compounds.map(c => [c.key, c.name]))
  const weighed = grids.map(g => [g, hotSpots.includes(g.code) ? 3 : 1] as const)

  return (n: number, day: number): Report => {
    const first = chance.weighted(weighed)
    const text = chance.weighted(
      texts.map(t => [t, heard(t, first) * (t.season?.includes(monthOf(day)) ? 3 : 1)] as const),
    )
    const say = chance.pick(saidIn(text, first))
    const words = say[1] + say[2]
    const place = words.includes('{处}') ? placeFor(chance, town, first, text) : null
    const grid = place ? known(grids.find(g => g.code === place.grid)) : first
    const house = words.includes('{楼}') && !place ? chance.pick(known(byGrid.buildings.get(grid.code))) : null
    const door = chance.pick(known(rooms.get((house ?? chance.pick(known(byGrid.buildings.get(grid.code)))).code)))
    const street = chance.pick(known(town.streets.get(grid.code)))
    const fill = filler(chance, { grid, place, door, street, house, compound })
    const { urgency } = categoryOf(text.category + say[0])
    const neighbours = known(byGrid.people.get(grid.code)).filter(p => yearOf(day) - Number(p.birth.slice(0, 4)) > 18)
    const sameHouse = house ? neighbours.filter(p => p.room && building.get(p.room) === house.code) : []
    const reporter = reporterOf(chance, n, sameHouse.length > 0 && chance.chance(0.7) ? sameHouse : neighbours)
    return {
      category: text.category,
      item: text.category + say[0],
      urgency,
      title: fill(say[1]),
      description: fill(say[2]),
      where: house
        ? { kind: 'building', key: house.code }
        : place
          ? { kind: 'public', key: place.key }
          : { kind: 'grid', key: grid.code },
      address: fill(
        house ? (words.includes('{单元}') ? '{楼}{单元}' : '{楼}') : place ? '{处}' : `${grid.compound}附近{路}`,
      ),
      point:
        house?.point ??
        place?.point ??
        known(town.spots.get(grid.code))(0.15 + 0.7 * chance.next(), chance.pick([0.06, 0.94])).point,
      grid: grid.code,
      community: grid.community,
      channel:
        reporter.kind === 'anonymous'
          ? chance.weighted([
              ['phone', 8],
              ['counter', 2],
            ] as const)
          : chance.weighted([
              ['web', 6],
              ['phone', 3],
              ['counter', 1],
            ] as const),
      reporter,
      results: text.done.filter(([items]) => items === '*' || items.includes(say[0])).map(([, answer]) => fill(answer)),
      night: text.night ?? false,
    }
  }
}

const texts: readonly Text[] = [...placeTexts, ...homeTexts, ...lifeTexts]

const saidIn = (text: Text, grid: Grid): Say[] => text.say.filter(([, , , on]) => !on || on.includes(grid.kind))

/** A category is heard as often as so many of its texts fit the block. */
const heard = (text: Text, grid: Grid) => (text.weight * saidIn(text, grid).length) / text.say.length

function placeFor(chance: Random, town: Ground, grid: Grid, text: Text): PublicPlace {
  const fit = town.places.filter(p => (text.places ?? ['park', 'market', 'service-centre']).includes(p.kind))
  const near = fit.filter(p => p.community === grid.community)
  return chance.pick(near.length > 0 ? near : fit)
}

type Setting = {
  grid: Grid
  place: PublicPlace | null
  house: Building | null
  door: Room
  street: string
  compound: Map<string, string>
}

function filler(chance: Random, { grid, place, door, street, house, compound }: Setting) {
  const values: Record<string, string> = {
    楼: house ? known(compound.get(house.compound)) + house.name : known(door.address.split(/(?<=幢|号)/)[0]),
    单元: door.unit ? `${door.unit}单元` : '',
    户: door.name,
    小区: grid.compound,
    路: street,
    处: place?.name ?? grid.compound,
    天: chance.pick([...'两三四五六']),
    几: chance.pick([...'三四五']),
  }
  return (text: string) => text.replace(/\{(.+?)\}/g, (_, name: string) => known(values[name]))
}

/** One in five does not say who they are and leaves only a number. */
function reporterOf(chance: Random, n: number, neighbours: readonly Person[]): Reporter {
  if (chance.chance(0.22)) return { kind: 'anonymous', phone: phone(30_000 + n) }
  const { key, phone: number } = chance.pick(neighbours)
  return { kind: 'resident', person: key, phone: known(number ?? undefined) }
}
