/** `npm run docs` prints what can be printed from the code: rules, essays, API, schema, settings, the typed client. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApi } from '../kernel/openapi.ts'
import { settingsDoc } from '../kernel/settings.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { apiPage } from './docs/api-page.ts'
import { clientPage } from './docs/client-page.ts'
import { essaysPage } from './docs/essays-page.ts'
import { rulesPage } from './docs/rules-page.ts'
import { schemaPage } from './docs/schema-page.ts'
import { parts, root } from './docs/system.ts'

/** Every printed file, by its path from the root. `database` is one that has just been migrated. */
export async function pages(database: string): Promise<Record<string, string>> {
  const all = await parts()
  return {
    ...Object.fromEntries(all.map(part => [`docs/rules/${part.name}.md`, rulesPage(part)])),
    'docs/essays.md': essaysPage(all),
    'docs/api.md': apiPage(all),
    'docs/openapi.json': openApiText(),
    'docs/schema.md': await schemaPage(database),
    'docs/settings.md': settingsDoc(),
    'ui/api.gen.ts': clientPage(all),
  }
}

/** One line an address: a change of one operation is one changed line. */
function openApiText(): string {
  const { paths, ...rest } = openApi()
  const lines = Object.entries(paths).map(([path, item]) => `    ${JSON.stringify(path)}: ${JSON.stringify(item)}`)
  return JSON.stringify({ ...rest, paths: '%' }, null, 2).replace('"%"', () => `{\n${lines.join(',\n')}\n  }`) + '\n'
}

if (import.meta.main) {
  const { owner, drop } = await freshDatabase()
  for (const [file, text] of Object.entries(await pages(owner))) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  await drop()
}
