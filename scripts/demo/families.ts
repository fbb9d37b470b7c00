/**
 * Who lives together: the kinds of household, how large each is, and the members of one by age and relation.
 * A kind has a fixed size, so that a town of exactly so many people can be planned before anybody is named.
 */
import { known, type Random } from './random.ts'
import type { Sex, Tenure } from './shape.ts'

export type Member = {
  sex: Sex
  age: number
  relation: string
  /** Bears the head's surname. */
  family?: 'head'
  name?: string
}
export type FamilyKind = keyof typeof kinds

export const sizeOf = (kind: FamilyKind) => kinds[kind].size
export const membersOf = (chance: Random, kind: FamilyKind) => kinds[kind].members(chance)

export function familyKind(chance: Random, tenure: Tenure): FamilyKind {
  return chance.weighted(weights[tenure])
}

/** The same household with one person more or fewer; null where there is no such kind. */
export function resized(kind: FamilyKind, by: 1 | -1): FamilyKind | null {
  const ladder = ladders.find(steps => steps.includes(kind)) ?? []
  return ladder[ladder.indexOf(kind) + by] ?? null
}

const weights: Record<Tenure, readonly (readonly [FamilyKind, number])[]> = {
  自住: [
    ['elderAlone', 10],
    ['elderCouple', 15],
    ['single', 6],
    ['couple', 12],
    ['oneChild', 21],
    ['twoChildren', 12],
    ['oneParent', 4],
    ['withGrandparent', 7],
    ['threeGenerations', 10],
    ['threeGenerationsTwoChildren', 3],
  ],
  租住: [
    ['single', 32],
    ['couple', 28],
    ['oneChild', 18],
    ['twoChildren', 5],
    ['threeMates', 11],
    ['fourMates', 6],
  ],
}

const ladders: readonly (readonly FamilyKind[])[] = [
  ['single', 'couple', 'oneChild', 'twoChildren'],
  ['elderAlone', 'elderCouple'],
  ['withGrandparent', 'threeGenerations', 'threeGenerationsTwoChildren'],
  ['threeMates', 'fourMates'],
]

type Parents = { head: Member; spouse: Member; mother: number }

const kinds = {
  elderAlone: { size: 1, members: c => [{ ...someone(c, c.int(64, 91), '户主'), sex: c.chance(0.68) ? '女' : '男' }] },
  elderCouple: { size: 2, members: c => listed(pair(c, c.int(61, 86))) },
  single: { size: 1, members: c => [someone(c, c.int(21, 48), '户主')] },
  couple: { size: 2, members: c => listed(pair(c, c.int(24, 60))) },
  oneChild: { size: 3, members: c => withChildren(c, 1) },
  twoChildren: { size: 4, members: c => withChildren(c, 2) },
  oneParent: {
    size: 2,
    members: c => {
      const parent = someone(c, c.int(30, 56), '户主')
      return [parent, child(c, parent.age - c.int(24, 29))]
    },
  },
  withGrandparent: { size: 4, members: c => underOneRoof(c, withChildren(c, 1, 54), 1) },
  threeGenerations: { size: 5, members: c => underOneRoof(c, withChildren(c, 1, 52), 2) },
  threeGenerationsTwoChildren: { size: 6, members: c => underOneRoof(c, withChildren(c, 2, 50), 2) },
  threeMates: { size: 3, members: c => mates(c, 3) },
  fourMates: { size: 4, members: c => mates(c, 4) },
} satisfies Record<string, { size: number; members: (chance: Random) => Member[] }>

const someone = (chance: Random, age: number, relation: string): Member => ({
  sex: chance.chance(0.5) ? '男' : '女',
  age,
  relation,
})

/** Four heads in five are the husband. The spouse is within a few years. */
function pair(chance: Random, age: number): Parents {
  const husband = chance.chance(0.8)
  const head: Member = { sex: husband ? '男' : '女', age, relation: '户主' }
  const spouse: Member = { sex: husband ? '女' : '男', age: age + chance.int(-3, 3), relation: '配偶' }
  return { head, spouse, mother: husband ? spouse.age : head.age }
}

const listed = ({ head, spouse }: Parents): Member[] => [head, spouse]

function withChildren(chance: Random, count: 1 | 2, oldest = 57): Member[] {
  const parents = pair(chance, chance.int(28, oldest))
  const first = parents.mother - chance.int(23, 30)
  // Grown children have mostly left by twenty-eight.
  const elder = Math.max(0, Math.min(first, chance.int(19, 28)))
  const younger = Math.max(0, elder - chance.int(2, 7))
  return [...listed(parents), child(chance, elder), ...(count === 2 ? [child(chance, younger)] : [])]
}

function child(chance: Random, age: number): Member {
  const sex = chance.chance(0.52) ? '男' : '女'
  return { sex, age: Math.max(0, age), relation: sex === '男' ? '子' : '女', family: 'head' }
}

/** The parents of the head, one of them or both. */
function underOneRoof(chance: Random, family: Member[], count: 1 | 2): Member[] {
  const head = known(family[0])
  const mother: Member = { sex: '女', age: head.age + chance.int(22, 27), relation: '母亲' }
  const father: Member = { sex: '男', age: mother.age + chance.int(0, 3), relation: '父亲', family: 'head' }
  return [...family, ...(count === 2 ? [father, mother] : [chance.chance(0.35) ? father : mother])]
}

const mates = (chance: Random, count: number): Member[] =>
  Array.from({ length: count }, (_, i) => someone(chance, chance.int(19, 44), i === 0 ? '户主' : '合租人'))
