/** Joins the contract to the work: systems in systems.ts, what is passed on in passing.ts, the talking in contact.ts. */
import { serve } from '../../kernel/server.ts'
import { open311 } from './contract.ts'
import { movingPassings, passings, passOn, readPassing } from './passing.ts'
import { may } from './rules.ts'
import { ofMatter } from './ways.ts'
import { add, change, map, receivers, retry, systems } from './systems.ts'

serve(open311, {
  may,
  do: { systems, add, change, map, retry, receivers, passOn, passings, passing: readPassing, ofMatter },
  records: [movingPassings],
})
