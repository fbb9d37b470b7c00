/** The product's own classification, as far as the generator needs it: how urgent an item is and who usually handles it. */
import { readFileSync } from 'node:fs'
import { known } from './random.ts'
import type { Urgency } from './shape.ts'

export type Category = { code: string; urgency: Urgency; handler: 'grid' | 'community' | 'street' | 'department' }

const file = new URL('../../modules/grid/data/categories.json', import.meta.url)
const all = new Map((JSON.parse(readFileSync(file, 'utf8')) as Category[]).map(c => [c.code, c]))

export const categoryOf = (code: string): Category => known(all.get(code))
