/**
 * 多少人联名才够：提议题、要求开会、要求罢免，各按几分之几，整数相乘。
 * How many names a joint motion needs: a share of all of them, as an exact inequality, or a plain number.
 */
import { limit } from './figure-rules.ts'

type Share = { label: string; n: number; d: number; unit: string; clause: string }
export const shares = {
  villagers: { label: '村（居）民', n: 1, d: 10, unit: '人', clause: 'CD-08；《村民委员会组织法》第25条' },
  representatives: { label: '村（居）民代表', n: 1, d: 3, unit: '人', clause: 'CD-08；《村民委员会组织法》第25条' },
  members: { label: '议事会成员', n: 1, d: 5, unit: '人', clause: 'CD-08' },
  recallVillage: { label: '选民（要求罢免，村）', n: 1, d: 5, unit: '人', clause: '《村民委员会组织法》第19条' },
  recallResidents: {
    label: '选民或户代表（要求罢免，社区）',
    n: 1,
    d: 10,
    unit: '人',
    clause: '《城市居民委员会组织法》第20条',
  },
  recallByRepresentatives: { label: '代表（要求罢免）', n: 1, d: 3, unit: '人', clause: '《村民委员会组织法》第19条' },
} as const satisfies Record<string, Share>
export type Capacity = keyof typeof shares | 'households'

export const capacities: Record<Capacity, string> = {
  villagers: shares.villagers.label,
  representatives: shares.representatives.label,
  members: shares.members.label,
  households: '户（按户联名）',
  recallVillage: shares.recallVillage.label,
  recallResidents: shares.recallResidents.label,
  recallByRepresentatives: shares.recallByRepresentatives.label,
}

export type Motion = { capacity: Capacity; signers: number; outOf: number; households?: number }

/** The least number of names that would do; `households` is the figure as the area has set it. */
export function needed({ capacity, outOf, households = limit.jointHouseholds.is }: Omit<Motion, 'signers'>): number {
  if (capacity === 'households') return households
  const { n, d } = shares[capacity]
  return Math.ceil((outOf * n) / d)
}

export const isEnough = (motion: Motion): boolean => motion.signers >= needed(motion)

export function sayMotion(motion: Motion): string {
  const { capacity, signers, outOf } = motion
  const need = needed(motion)
  const unit = capacity === 'households' ? '户' : shares[capacity].unit
  const of =
    capacity === 'households'
      ? ''
      : `（${capacities[capacity]}共 ${outOf} 人的 ${shares[capacity].d} 分之 ${shares[capacity].n}）`
  const short = signers >= need ? '已达到' : `还差 ${need - signers} ${unit}`
  return `联名 ${signers} ${unit}，要 ${need} ${unit}${of}，${short}`
}
