/** Two answers about one person alone: where they lived and what changed, and everything that is held of them. */
import { z } from 'zod'
import { Community, key, Place, secret } from '../../kernel/contract.ts'
import { Residence, State } from './shapes.ts'

const Day = z.iso.date()

export const CardHistory = z.object({
  person: z.uuid(),
  residences: z.array(
    z.object({
      community: Community,
      place: Place,
      from: Day,
      to: Day.nullable(),
      kind: Residence,
      address: z.string().nullable(),
      source: z.string(),
      byName: z.string().nullable(),
    }),
  ),
  changes: z.array(
    z.object({
      at: z.date(),
      what: z.string(),
      source: z.string(),
      byName: z.string().nullable(),
      lines: z.array(z.object({ label: z.string(), was: z.string().nullable(), is: z.string().nullable() })),
    }),
  ),
})

/** Numbers stand here whole: it is shown to nobody but the person. */
export const MyData = z.object({
  at: z.date(),
  cards: z.array(
    z.object({
      community: Community,
      place: Place,
      state: State,
      name: z.string(),
      sex: z.string().nullable(),
      birth: z.iso.date().nullable(),
      document: z.string().nullable(),
      idNumber: secret(z.string().nullable()),
      phone: secret(z.string().nullable()),
      address: z.string().nullable(),
      hometown: z.string().nullable(),
      residence: z.string(),
      relation: z.string(),
      since: z.date(),
      sources: z.array(z.object({ label: z.string(), source: z.string(), at: z.date(), purpose: z.string() })),
      contacts: z.array(
        z.object({ kind: z.string(), name: z.string().nullable(), number: secret(z.string()), source: z.string() }),
      ),
      tags: z.array(
        z.object({
          ...key,
          label: z.string(),
          purpose: z.string(),
          said: z.string(),
          from: Day,
          until: Day,
          resident: z.uuid(),
        }),
      ),
      residences: z.array(
        z.object({ from: Day, to: Day.nullable(), kind: z.string(), address: z.string().nullable() }),
      ),
    }),
  ),
})
