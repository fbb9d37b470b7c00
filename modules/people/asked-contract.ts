/** What other modules ask of the register: who may vote, which homes are lived in, and where whoever asks is registered. */
import { z } from 'zod'
import { Community, Place, query } from '../../kernel/contract.ts'

export const askedOps = {
  /** Who may be put on an electoral roll; asked by the council module alone, when somebody draws one up. */
  electors: query(
    '可编入名册的人',
    z.object({
      place: Place.min(12),
      residences: z.array(z.string()).optional(),
      resident: z.uuid().optional(),
    }),
    z.array(
      z.object({
        person: z.uuid(),
        id: z.uuid(),
        place: Place,
        name: z.string(),
        birth: z.iso.date().nullable(),
        address: z.string().nullable(),
        relation: z.string(),
        residence: z.string(),
      }),
    ),
    { shows: a => a.map(i => i.person) },
  ),
  /** Where whoever asks is registered, and as whom. */
  mine: query(
    '我登记在哪里',
    z.object({}),
    z.array(
      z.object({
        community: Community,
        id: z.uuid(),
        person: z.uuid(),
        name: z.string(),
        place: Place,
        address: z.string(),
        /** The room, where they live in it now. */
        home: z.uuid().nullable(),
      }),
    ),
  ),
  /** Every home in which somebody lives, with numbers and nobody's name: whom a survey asks. */
  lived: query(
    '住着人的房屋',
    z.object({ place: Place.min(12) }),
    z.array(
      z.object({
        room: z.uuid(),
        place: Place,
        address: z.string(),
        people: z.int(),
        tenants: z.int(),
        over60: z.int(),
      }),
    ),
  ),
}
