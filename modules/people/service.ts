/** The work behind the people module's contract. */
import { sealedColumn } from '../../kernel/resealing.ts'
import { serve } from '../../kernel/server.ts'
import { people } from './contract.ts'
import { applyLink, DOCUMENT, links, mine, movingLinks, readLink } from './link.ts'
import { counts, household, persons } from './list.ts'
import { movingResidents, register } from './register.ts'
import { readResident, uses } from './resident.ts'
import { may, purposes } from './rules.ts'

const key = { community: 'text', id: 'uuid' }
sealedColumn({ table: 'people.resident', column: 'id_number', use: uses.idNumber, key })
sealedColumn({ table: 'people.resident', column: 'phone', use: uses.phone, key })
sealedColumn({ table: 'people.link', column: 'id_number', use: DOCUMENT, key })

serve(people, {
  may,
  do: {
    persons,
    person: readResident,
    household,
    register,
    counts,
    mine,
    applyLink,
    links,
    link: readLink,
    purposes: async () => Object.values(purposes),
  },
  records: [movingResidents, movingLinks],
})
