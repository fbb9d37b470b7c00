/**
 * Twelve thousand invented people in their homes. Their numbers are valid in form and show that they are invented:
 * telephones all begin with 199000, and resident numbers use the highest serials of a day, which registries hardly reach.
 */
import { dayOf, day as oneDay, yearOf } from './calendar.ts'
import { castHomes, elsewhere, here, hometowns } from './cast.ts'
import { familyKind, membersOf, resized, sizeOf, type FamilyKind, type Member } from './families.ts'
import { emptyHomes, peopleWanted } from './layout.ts'
import { fullName, surname } from './names.ts'
import { known, type Random } from './random.ts'
import type { Building, Household, Person, Residence, Room, Sex, Tenure } from './shape.ts'

export type Residents = { households: Household[]; people: Person[] }

export function residents(
  chance: Random,
  now: Date,
  rooms: readonly Room[],
  buildings: readonly Building[],
): Residents {
  const built = new Map(buildings.map(b => [b.code, b.built]))
  const homes = settle(chance.fork('homes'), rooms)
  const one = people(chance.fork('people'), now)
  const households: Household[] = []
  const all: Person[] = []
  for (const home of homes) {
    const since = movedIn(chance, now, home.tenure, known(built.get(home.room.building)))
    const key = `H${String(households.length + 1).padStart(4, '0')}`
    const members = one(key, home, since)
    all.push(...members)
    const head = known(members.find(p => p.relation === '户主'))
    households.push({
      key,
      room: home.room.code,
      head: head.key,
      tenure: home.tenure,
      since,
      members: members.map(p => p.key),
    })
  }
  return { households, people: all }
}

/** The n-th invented telephone number; 7919 and 100000 have no common factor, so no two n below 100000 share one. */
export const phone = (n: number) => '199000' + String((n * 7919 + 12345) % 100_000).padStart(5, '0')

type Home = { room: Room; tenure: Tenure; local: boolean; members: Member[] }

/** Chooses a kind of household for each home that is not empty, then resizes some until the town has its number. */
function settle(chance: Random, rooms: readonly Room[]): Home[] {
  const ofCast = new Map(castHomes.map(h => [h.community + h.address, [...h.members]]))
  const cast = (room: Room) => ofCast.get(room.community + room.address)
  const empty = new Set(chance.shuffle(rooms.filter(room => !cast(room))).slice(0, emptyHomes))
  const lived = rooms.filter(room => !empty.has(room))
  const plans = lived.map(room => {
    const tenure: Tenure = !cast(room) && (room.name === '后屋' || chance.chance(0.2)) ? '租住' : '自住'
    return { room, tenure, kind: cast(room) ? null : familyKind(chance, tenure) }
  })
  const open = plans.flatMap(plan => (plan.kind ? [{ plan, kind: plan.kind }] : []))
  const fixed = [...ofCast.values()].reduce((sum, members) => sum + members.length, 0)
  let total = fixed + open.reduce((sum, { kind }) => sum + sizeOf(kind), 0)
  while (total !== peopleWanted) {
    const one = chance.pick(open)
    const by = total < peopleWanted ? 1 : -1
    const other: FamilyKind | null = resized(one.kind, by)
    if (other) [one.kind, one.plan.kind, total] = [other, other, total + by]
  }
  return plans.map(({ room, tenure, kind }) => ({
    room,
    tenure,
    local: kind === null || chance.chance(tenure === '租住' ? 0.16 : 0.85),
    members: kind ? membersOf(chance, kind) : known(cast(room)),
  }))
}

function movedIn(chance: Random, now: Date, tenure: Tenure, built: number): string {
  if (tenure === '租住') return dayOf(Number(now) - chance.int(3, 1500) * oneDay)
  const first = Date.UTC(built + 1, 0, 1)
  return dayOf(first + chance.next() * Math.max(0, Number(now) - 200 * oneDay - first))
}

function people(chance: Random, now: Date) {
  const numbers = new Set<string>()
  let count = 0
  return (household: string, home: Home, since: string): Person[] => {
    const family = surname(chance)
    const origin = home.local ? here : chance.weighted(hometowns).code
    return home.members.map((member, i) => {
      const birth = bornOn(chance, now, member.age)
      const mates = member.relation === '合租人'
      const lodging = (member.relation === '父亲' || member.relation === '母亲') && chance.chance(0.12)
      const registered = mates || lodging ? chance.weighted(hometowns).code : origin
      const away = i > 0 && registered === here && !member.name && chance.chance(awayRate(member))
      const residence = residenceOf(home, registered, lodging, away)
      const own = member.family === 'head' || i === 0 ? family : surname(chance)
      count++
      return {
        key: `P${String(count).padStart(5, '0')}`,
        name: member.name ?? fullName(chance, own, member.sex, Number(birth.slice(0, 4))),
        sex: member.sex,
        birth,
        idNumber: idNumber(chance, numbers, firstDistrict(chance, registered), birth, member.sex),
        phone: hasPhone(chance, member) ? phone(count) : null,
        household,
        relation: member.relation,
        residence,
        registered,
        room: away ? null : home.room.code,
        elsewhere: away ? chance.pick(elsewhere) : null,
        arrived: residence === '户籍' || residence === '人户分离' ? null : since > birth ? since : birth,
        community: home.room.community,
        grid: home.room.grid,
      }
    })
  }
}

const awayRate = ({ relation, age }: Member) =>
  (relation === '子' || relation === '女') && age >= 18 ? 0.34 : age >= 22 && age <= 50 ? 0.03 : 0

function residenceOf(home: Home, registered: string, lodging: boolean, away: boolean): Residence {
  if (away) return '人户分离'
  if (lodging) return '寄住'
  if (home.tenure === '租住') return '租住'
  return registered === here ? '户籍' : '常住外来'
}

/** The number keeps the district of a person's first registration: some who are registered here came by marriage. */
const firstDistrict = (chance: Random, registered: string) =>
  registered === here && chance.chance(0.06) ? chance.weighted(hometowns).code : registered

const hasPhone = (chance: Random, { age, name }: Member) =>
  name ? age >= 12 : age >= 16 ? age < 85 || chance.chance(0.6) : age >= 10 && chance.chance(0.4)

/** A birthday that makes the person exactly so old today. */
function bornOn(chance: Random, now: Date, age: number): string {
  const today = dayOf(now)
  const then = Date.UTC(yearOf(now) - age, Number(today.slice(5, 7)) - 1, Number(today.slice(8)))
  return new Date(then - chance.int(1, 364) * oneDay).toISOString().slice(0, 10)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: district, birthday, serial (odd for men), check. */
function idNumber(chance: Random, taken: Set<string>, district: string, birth: string, sex: Sex): string {
  const serial = 900 + 2 * chance.int(0, 47) + (sex === '男' ? 1 : 0)
  const body = district + birth.replaceAll('-', '') + serial
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  const number = body + '10X98765432'[sum % 11]
  if (taken.has(number)) return idNumber(chance, taken, district, birth, sex)
  taken.add(number)
  return number
}
