/** `npm run types` prints kernel/db.gen.ts; a test fails when it is stale. */
import { writeFileSync } from 'node:fs'
import { printTypes } from '../kernel/testing.ts'
import { dbTypes } from './db-types.ts'

writeFileSync('kernel/db.gen.ts', await printTypes(dbTypes))
