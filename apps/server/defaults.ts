/** What every installation begins with: the upper four levels of the country's divisions, and the classification of matters. */
import type { Db } from '../../kernel/db.ts'
import { loadCategories } from '../../modules/grid/category.ts'
import { loadDivisions } from '../../modules/places/service.ts'

export async function loadDefaults(db: Db, log: (line: string) => void): Promise<void> {
  await loadDivisions(db)
  const categories = await loadCategories(db)
  log(`已装入全国省、市、县、街道区划和 ${categories} 个事项分类`)
}
