/** For a shift without a network: the projects under way with their timeline, and the doors that have not answered. */
import { permits } from '../../../kernel/rules.ts'
import type { Shift } from '../../../ui/field/shift.ts'
import { works } from '../contract.ts'
import { may } from '../rules.ts'
import { doors } from './field-doors.ts'
import { going } from './field-moves.ts'

export async function prepare({ me, get }: Shift) {
  if (!me.posts.some(({ place }) => permits(may.projects, me, { place }))) return
  const { items } = (await get(works.ops.projects, going)) ?? { items: [] }
  await Promise.all(
    items.flatMap(({ community, id, state }) => [
      get(works.ops.project, { community, id }),
      ...(state === 'reviewing' ? [get(works.ops.households, doors(community, id))] : []),
    ]),
  )
}
