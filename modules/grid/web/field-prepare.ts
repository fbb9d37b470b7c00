/** For a shift without a network: my tasks in full with small photos, my rounds with their points, visits at home, the categories. */
import { work } from '../../../kernel/work-contract.ts'
import type { Shift } from '../../../ui/field/shift.ts'
import { grid } from '../contract.ts'
import { homeVisit } from '../home-rules.ts'
import { order, task } from '../joint-rules.ts'
import { round } from '../patrol-rules.ts'
import { matter } from '../rules.ts'
import { goes, myRounds } from './field-rounds.ts'
import { heldBy, movable } from './field-tasks.tsx'

export async function prepare({ me, get, photo }: Shift) {
  const [hand, held, rounds] = await Promise.all([
    get(work.ops.mine, movable),
    get(grid.ops.matters, heldBy(me.id)),
    get(grid.ops.rounds, myRounds(me.id)),
    get(grid.ops.categories, {}),
  ])
  const inHand = (machine: { name: string }) =>
    (hand?.items ?? []).filter(w => w.machine === machine.name).map(w => ({ community: w.community, id: w.record }))
  const matters = [...inHand(matter), ...(held?.items ?? []).map(({ community, id }) => ({ community, id }))]
  const full = await Promise.all(matters.map(key => get(grid.ops.matter, key)))
  const open = (rounds?.items ?? []).filter(goes).map(({ community, id }) => ({ community, id }))
  await Promise.all([
    ...[...open, ...inHand(round)].map(key => get(grid.ops.round, key)),
    ...inHand(task).map(key => get(grid.ops.task, key)),
    ...inHand(order).map(key => get(grid.ops.order, key)),
    ...inHand(homeVisit).map(key => get(grid.ops.homeVisit, key)),
  ])
  for (const one of full) {
    if (!one) continue
    const ids = [...one.photos, ...one.timeline.flatMap(e => e.photos)]
    await Promise.all([...new Set(ids)].map(id => photo(one.community, id)))
  }
}
