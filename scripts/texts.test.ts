/** What people read is Chinese: labels of operations and fields, choices, refusals, and the words on the pages. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { jsonSchema } from '../kernel/openapi.ts'
import { allProblems } from '../kernel/rules.ts'
import { opNamed } from '../kernel/server.ts'
import { modules } from '../modules/map.ts'
import { roles } from '../modules/identity/rules.ts'
import { parts, root } from './docs/system.ts'
import { rawWords } from './raw-words.ts'

const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)
/** A comma of the Latin alphabet behind a Chinese word looks like a slip of the keyboard. */
const isTidy = (text: string) => !/[\u4e00-\u9fff][,;:!?]/.test(text) && !/[。.]$/.test(text.trim())

/** Keys and structure: a screen uses them and never shows them under a name of their own. */
const keys = new Set(
  'id community person household holder machine record op kind by state offers revealed timeline photos lon lat posts items total page size'.split(
    ' ',
  ),
)
/** Fields that a form or a page names in its own words, because the same field means another thing elsewhere. */
const namedByThePage = [
  'identity.found.place',
  'identity.enrol.place',
  'identity.appoint.account',
  'identity.appoint.role',
  'identity.appoint.place',
  'identity.appoint.from',
  'identity.appoint.to',
  'identity.trail.input',
  'places.addPlace.place',
  'places.addPlace.name',
  'places.addGrid.place',
  'places.addGrid.name',
  'places.addGrid.outline',
  'places.addBuilding.place',
  'places.addBuilding.estate',
  'places.addBuilding.name',
  'places.addRooms.place',
  'places.addRooms.building',
  'places.addRooms.rooms',
  'grid.published.place',
  'grid.published.category',
  'grid.matters.sort',
  'people.persons.place',
  'exchange.bad.cells',
  'identity.accounts.search',
  'identity.trail.place',
  'identity.trail.actor',
  'work.mine.place',
  'work.mine.provisional',
  'work.late.provisional',
  'exchange.check.mapping',
]

type Shape = ReturnType<typeof jsonSchema>
const bare = ({ properties = {} }: Shape) =>
  Object.keys(properties).filter(name => !properties[name]!['description'] && !keys.has(name))

/** What a form asks for, what a list filters by, and the columns of a list. */
async function unnamed(): Promise<string[]> {
  const ops = (await parts()).flatMap(part => Object.values(part.ops))
  return ops.flatMap(op => {
    const items = jsonSchema(op.output, 'output').properties?.['items']?.['items'] as Shape | undefined
    const asked = op.kind !== 'query' || items ? bare(jsonSchema(op.input, 'input')) : []
    return [...new Set([...asked, ...(items ? bare(items) : [])])].map(field => `${op.name}.${field}`)
  })
}

test('every field of a form, a filter or a list has a name that people read', async () => {
  assert.deepEqual(
    (await unnamed()).filter(field => !namedByThePage.includes(field)),
    [],
  )
})

test('the list of fields that pages name speaks of operations that exist', () =>
  assert.deepEqual(
    namedByThePage.filter(field => !opNamed(field.slice(0, field.lastIndexOf('.')))),
    [],
  ))

test('every operation, every field that has a name, and every post is named in Chinese', async () => {
  const said = (await parts()).flatMap(part => [
    part.label,
    ...Object.values(part.ops).flatMap(op => [
      op.label,
      ...described(jsonSchema(op.input, 'input')),
      ...described(jsonSchema(op.output, 'output')),
    ]),
  ])
  const all = [...said, ...Object.values(roles).map(r => r.label), ...Object.values(modules)]
  assert.ok(all.length > 500)
  assert.deepEqual([...new Set(all.filter(text => !isChinese(text) || !isTidy(text)))], [])
})

const described = (schema: unknown): string[] =>
  schema !== null && typeof schema === 'object'
    ? Object.entries(schema).flatMap(([key, inner]) =>
        key === 'description' && typeof inner === 'string' ? [inner] : described(inner),
      )
    : []

test('every refusal is a Chinese sentence without a full stop, whose code names its module', async () => {
  await parts()
  const sayings = [...allProblems()]
  assert.ok(sayings.length > 40)
  for (const [code, [status, say]] of sayings) {
    assert.match(code, /^[a-z][a-z0-9]*\.[a-zA-Z]+$/)
    assert.ok(status >= 400 && status < 600, code)
    assert.ok(isChinese(say) && isTidy(say), `${code}: ${say}`)
  }
})

const screens = globSync('{ui,apps/{desk,field,portal},modules/*/web}/**/*.{ts,tsx}', { cwd: root })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => !/\.(test|e2e|gen)\.ts$|\/([\w-]+-)?(testing|stories)\.ts$/.test(file))
/**
 * Words in screen code that are data. The labels of operations, fields and choices are looked up by whoever shows them
 * (`fieldOf`, `OpForm`, `Moves`), so a table of them holds them as they are; so does a name that is stored, and so does
 * what is searched for in a text.
 */
const data: Record<string, readonly string[]> = {
  'ui/shapes.ts': ['范围', '社区（村）', '搜索', '操作', '状态', '自', '至', '小区', '名称', '说明', '密码', '手机'],
  'ui/field/device.ts': ['小图'],
  'apps/field/prepare.ts': ['今天要用的'],
  'apps/desk/holiday-edit.tsx': ['调休上班', '放假'],
  'modules/grid/web/today.tsx': ['日', '日'],
  'modules/grid/web/rates.tsx': ['按'],
  'ui/portal-page.ts': ['无效'],
}

test('no page says a word that another language could not replace', () => {
  const raw = screens.map(file => [file, rawWords(file, readFileSync(join(root, file), 'utf8'))] as const)
  assert.ok(raw.length > 200)
  const said = raw.filter(([, words]) => words.length > 0).map(([file, words]) => [file, words.map(w => w.text)])
  assert.deepEqual(Object.fromEntries(said), data)
})

test('a word is raw in a text, an attribute, a string and a template, and looked up too early outside a function', () => {
  const words = (code: string) => rawWords('page.tsx', code).map(w => w.text)
  assert.deepEqual(words(`const a = () => <b title="甲">乙{'丙'}{\`丁\${x}\`}</b>`), ['甲', '乙', '丙', '丁'])
  assert.deepEqual(words(`const a = t('甲')`), ['甲'])
  assert.deepEqual(words(`const a = () => <b title={t('甲')}>{t('乙 {n}', { n: '丙' })}</b>`), ['丙'])
  assert.deepEqual(words(`type A = '甲'; const a = { 乙: 1 }`), [])
})

test('every sentence that a page looks up is Chinese, and its blanks are words', () => {
  const pages = globSync('{ui,apps,modules,kernel}/**/*.{ts,tsx}', { cwd: root }).filter(
    file => !/\.(test|e2e|gen)\.ts$/.test(file),
  )
  const looked = pages.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/(?<![\w.])t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, id = '']) => ({ file, id }))
  })
  assert.ok(looked.length > 0)
  assert.deepEqual(
    looked.filter(({ id }) => !isChinese(id.replace(/^(\{\w+\}\s*)+$/, '空')) || /\{(?!\w+\})/.test(id)),
    [],
  )
})
