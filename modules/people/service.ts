/** The work behind the people module's contract. */
import { serve } from '../../kernel/server.ts'
import { people } from './contract.ts'
import { counts, household, persons } from './list.ts'
import { movingResidents, register } from './register.ts'
import { readResident } from './resident.ts'
import { may, purposes } from './rules.ts'

serve(people, {
  may,
  do: {
    persons,
    person: readResident,
    household,
    register,
    counts,
    purposes: async () => Object.values(purposes),
  },
  records: [movingResidents],
})
