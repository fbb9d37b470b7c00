/** The operations that are entered on the road, by name: an entry on the device knows no more of its operation than that. */
import { t } from '../../kernel/text.ts'
import type { Op } from '../../kernel/contract.ts'
import { message } from '../../kernel/message-contract.ts'
import { grid } from '../../modules/grid/contract.ts'
import { needs } from '../../modules/needs/contract.ts'
import { people } from '../../modules/people/contract.ts'
import { works } from '../../modules/works/contract.ts'

const all = new Map(
  [grid, needs, people, works, message].flatMap(({ ops }) =>
    Object.values(ops as Record<string, Op>).map(op => [op.name, op]),
  ),
)

export const opNamed = (name: string): Op | undefined => all.get(name)
export const labelOfOp = (name: string): string => t(all.get(name)?.label ?? name)
