/** The walls between modules, read from the sources: who imports whom, and whose tables a module's SQL names. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { modules } from '../modules/map.ts'

const root = join(import.meta.dirname, '..')
const order = Object.keys(modules)
const slashed = (path: string) => path.replaceAll('\\', '/')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const found = (pattern: string) => globSync(pattern, { cwd: root }).map(slashed).toSorted()

/** What other modules and screens may know of a module. */
const open = ['contract.ts', 'rules.ts']
const isTest = (file: string) => /\.(test|e2e)\.ts$|\/([\w-]+-)?(testing|stories)\.ts$/.test(file)
const isScreen = (file: string) => file.includes('/web/') || /^(ui|apps\/(desk|field))\//.test(file)

type Import = { from: string; to: string; typeOnly: boolean }

/** Every import of a file, as a path from the root or the name of a package. */
function importsOf(file: string, text = read(file)): Import[] {
  const said =
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
  return [...text.matchAll(said)].map(([, type, stated, dynamic]) => {
    const to = stated ?? dynamic ?? ''
    return {
      from: file,
      to: to.startsWith('.') ? slashed(join(dirname(file), to)) : to,
      typeOnly: type !== undefined,
    }
  })
}

const moduleOf = (file: string) => /^modules\/([^/]+)\//.exec(file)?.[1]

/** Why this import breaks a wall; null when it does not. */
function wallBroken({ from, to, typeOnly }: Import): string | null {
  const [mine, theirs] = [moduleOf(from), moduleOf(to)]
  const inside = theirs ? to.slice(`modules/${theirs}/`.length) : ''
  if (from.startsWith('kernel/') && !isTest(from) && to !== 'modules/map.ts' && /^(modules|ui|apps|scripts)\//.test(to))
    return 'the kernel knows no module'
  if (mine && theirs && mine !== theirs && !isTest(from)) {
    if (!open.includes(inside)) return `only ${open.join(' and ')} of another module`
    if (order.indexOf(theirs) > order.indexOf(mine)) return `${theirs} is below ${mine} in modules/map.ts`
  }
  if (mine && !isTest(from) && /^(apps|scripts|bench)\//.test(to)) return 'a module does not know the apps'
  if (mine && !isTest(from) && !isScreen(from) && /^ui\/|\/web\//.test(to)) return 'the work does not know its screens'
  if (isScreen(from) && !isTest(from) && !typeOnly && isServer(to)) return 'a screen imports no server code'
  return null
}

const browserSafe = ['kernel/rules.ts', 'kernel/contract.ts']
/** What pulls in the database, the file system or a module's work, found by following imports. */
function isServer(target: string, seen = new Set<string>()): boolean {
  if (/^node:|^(pg|kysely|fastify|pg-boss|@fastify\/.*|@node-rs\/.*)$/.test(target)) return true
  if (seen.has(target) || browserSafe.includes(target) || !/\.tsx?$/.test(target) || !existsSync(join(root, target)))
    return false
  seen.add(target)
  return importsOf(target).some(({ to, typeOnly }) => !typeOnly && isServer(to, seen))
}

const sources = found('{kernel,modules,ui,apps}/**/*.{ts,tsx}').filter(
  file => !/\.gen\.ts$|vite\.config\.ts$/.test(file),
)

test('an import crosses a wall only at the door: the contract or the law of a module above', () => {
  const broken = sources
    .flatMap(file => importsOf(file))
    .flatMap(one => {
      const why = wallBroken(one)
      return why ? [`${one.from} → ${one.to}: ${why}`] : []
    })
  assert.deepEqual(broken, [])
})

test('the wall check sees each kind of breach', () => {
  const [above = '', below = ''] = order
  const breach = (from: string, to: string) => wallBroken({ from, to, typeOnly: false })
  assert.match(breach(`modules/${above}/service.ts`, `modules/${below}/contract.ts`) ?? '', /is below/)
  assert.match(breach(`modules/${below}/service.ts`, `modules/${above}/service.ts`) ?? '', /only contract/)
  assert.match(breach('kernel/db.ts', `modules/${above}/contract.ts`) ?? '', /kernel knows no module/)
  assert.match(breach(`modules/${above}/web/desk.tsx`, 'kernel/migrate.ts') ?? '', /no server code/)
  assert.match(breach(`modules/${above}/service.ts`, 'apps/server/main.ts') ?? '', /does not know the apps/)
  assert.equal(breach(`modules/${below}/service.ts`, `modules/${above}/contract.ts`), null)
  assert.deepEqual(
    importsOf(
      'kernel/x.ts',
      `import a, {\n  b,\n} from './a.ts'\nimport type { C } from 'pg'\nconst d = await import('./d.ts')`,
    ),
    [
      { from: 'kernel/x.ts', to: 'kernel/a.ts', typeOnly: false },
      { from: 'kernel/x.ts', to: 'pg', typeOnly: true },
      { from: 'kernel/x.ts', to: 'kernel/d.ts', typeOnly: false },
    ],
  )
})

test('every folder of modules is on the map, and everything on the map is there', () => {
  assert.deepEqual(new Set(found('modules/*/*').map(moduleOf)), new Set(order))
})

test('the rules of a module import nothing but the vocabulary and other rules', () => {
  const broken = found('modules/*/{rules,*-rules}.ts')
    .flatMap(file => importsOf(file))
    .filter(
      ({ to, from }) => !browserSafe.includes(to) && !/^kernel\/(rules|clock|numbers)/.test(to) && !isLaw(to, from),
    )
  assert.deepEqual(broken, [])
})
const isLaw = (to: string, from: string) => /[/-]rules\.ts$/.test(to) || dirname(to) === dirname(from)

/** `schema.table` after from, join, into, update, table or references. */
function foreignTables(text: string, mine: string): string[] {
  const named =
    /\b(?:from|join|into|update|table(?: if (?:not )?exists)?|truncate|selectFrom\(|insertInto\(|updateTable\(|deleteFrom\(|(?:inner|left)Join\()\s*['"`]?([a-z_]+)\.([a-z_]+)/gi
  return [...text.matchAll(named)]
    .filter(([, schema = '']) => schema !== mine && order.includes(schema))
    .map(([, schema, table]) => `${schema}.${table}`)
}

test("a module's work names no tables but its own and the kernel's", () => {
  const broken = found('modules/*/**/*.ts')
    .filter(file => !isTest(file))
    .flatMap(file => foreignTables(read(file), moduleOf(file) ?? '').map(table => `${file}: ${table}`))
  assert.deepEqual(broken, [])
})

test("a migration touches no other module's tables; a foreign key to a module above is allowed", () => {
  const broken = found('modules/*/migrations/*.sql').flatMap(file => {
    const mine = moduleOf(file) ?? ''
    const text = read(file).replace(/--.*$/gm, '')
    const keys = [...text.matchAll(/\breferences\s+([a-z_]+)\./gi)].map(([, schema = '']) => schema)
    const downward = keys
      .filter(schema => order.indexOf(schema) > order.indexOf(mine))
      .map(schema => `key to ${schema}`)
    return [...foreignTables(text, mine), ...downward].map(what => `${relative('modules', file)}: ${what}`)
  })
  assert.deepEqual(broken, [])
})

test('the table check sees SQL and the query builder', () => {
  const [one = '', two = ''] = order
  assert.deepEqual(foreignTables(`select * from ${one}.a join ${two}.b on true`, two), [`${one}.a`])
  assert.deepEqual(foreignTables(`db.selectFrom('${one}.a as x').innerJoin("${two}.b")`, two), [`${one}.a`])
  assert.deepEqual(foreignTables(`select * from kernel.work`, two), [])
})
