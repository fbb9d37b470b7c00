/** What the shell itself shows: my messages, and the names of the places of my posts. */
import { message } from '../../kernel/message-contract.ts'
import { places } from '../../modules/places/contract.ts'
import type { Shift } from '../../ui/field/shift.ts'

export async function prepare({ me, get }: Shift) {
  await Promise.all([
    get(message.ops.inbox, { size: 1 }),
    get(message.ops.inbox, { size: 100 }),
    ...me.posts.map(p => get(places.ops.place, { code: p.place })),
  ])
}
