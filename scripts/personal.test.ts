/**
 * What is held of a person: every way that shows it leaves a line which that person can read, nothing of it stands where
 * it does not belong, and some of it is not held at all. Generated from the contracts, so that a new way is tried too.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { jobs } from '../apps/server/jobs.ts'
import type { System } from '../apps/server/system.ts'
import { webServer } from '../apps/server/web.ts'
import { deliver } from '../kernel/message-delivery.ts'
import type { Op } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { allExports, allImports } from '../kernel/exchange-kinds.ts'
import { openHouse, type OpenHouse } from '../kernel/house.ts'
import { jsonSchema } from '../kernel/openapi.ts'
import type { Actor } from '../kernel/rules.ts'
import { newKeys } from '../kernel/sealed.ts'
import { allServices, call } from '../kernel/server.ts'
import { settings } from '../kernel/settings.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { roles } from '../modules/identity/rules.ts'
import { fieldsOf } from '../ui/shapes.ts'
import { casesOf } from './matrix/cases.ts'
import { at, furnish, now, type World } from './matrix/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'linli-personal-'))
let base: Awaited<ReturnType<typeof freshDatabase>>
let house: OpenHouse
let w: World
let person: string
let everyone: Actor
const logged: string[] = []

before(async () => {
  base = await freshDatabase(jobs)
  house = await openHouse(base.url, newKeys(), 3)
  w = await furnish(house, folder)
  const found = await house.db
    .selectFrom('people.resident')
    .select('person')
    .where('id', '=', w.resident.id)
    .executeTakeFirstOrThrow()
  person = found.person
  await house.db.updateTable('identity.account').set({ person }).where('id', '=', w.holder).execute()
  const posts = Object.keys(roles).flatMap(role => ['', ...Object.values(at)].map(place => ({ role, place })))
  everyone = { id: '00000000-0000-7000-8000-00000000aaaa', name: '工作人员', posts }
})
after(async () => {
  await house?.close()
  await base?.drop()
  rmSync(folder, { recursive: true })
})

const asSystem = (data: string): System => ({
  settings: settings({ LINLI_ENV: 'test', LINLI_DATA: data }),
  house,
  owner: base.owner,
  url: base.url,
  files: join(data, 'files'),
  now: () => now,
  close: async () => {},
})
const operations = () => allServices().flatMap(s => Object.values(s.contract.ops))

/** Their name, their number in the register, and what is left of their numbers under a mask. */
const traces = () => [person, '王秀英', '138****5678', '002X', '11010519491231002X']

const example = 'the invented person whom a column of a sheet gives as an example'
const leftPhone =
  'the phone that somebody left with their report or their wish, under a mask: it stands on no card, and seeing the whole of it is a move of its own'

/** Why an answer may name the person without a line: nobody else's eyes, or nothing that is held of a resident. */
const without: Record<string, string> = {
  'people.namesIn': 'says which of the words that the asker has before them are a name, and nothing else of anybody',
  'identity.trail': 'the trail itself: uuids, no data',
  'message.outbox': 'where a message went, under a mask, and to whom is not known',
  'message.code': 'the phone that was typed, under a mask',
  'message.retry': 'where a message went, under a mask, and to whom is not known',
  'exchange.kinds': example,
  'exchange.run': example,
  'exchange.check': example,
  'exchange.cancel': example,
  'people.links': 'what an applicant wrote; what is registered is compared on the card, which leaves the line',
  'people.approveLink': 'what an applicant wrote',
  'people.rejectLink': 'what an applicant wrote',
  'grid.matter': leftPhone,
  'grid.accept': leftPhone,
  'grid.note': leftPhone,
  'grid.contact': leftPhone,
  'grid.called': leftPhone,
  'grid.askMore': leftPhone,
  'grid.merge': leftPhone,
  'grid.supervise': leftPhone,
  'grid.urge': leftPhone,
  'grid.escalate': leftPhone,
  'grid.exclude': leftPhone,
  'grid.reject': leftPhone,
  'grid.homeVisits': leftPhone,
  'grid.homeVisit': leftPhone,
  'grid.arrange': leftPhone,
  'grid.callHome': leftPhone,
  'grid.noNeed': leftPhone,
}

test('whoever shows a person leaves a line with the task, and the person reads it among the looks at themselves', async () => {
  const cases = casesOf(w)
  const silent: string[] = []
  let seen = 0
  for (const op of operations()) {
    const { input, now: when = now } = cases[op.name!]!
    const left = await undone(async db => {
      const asked = { op: op.name!, input, actor: everyone, now: when, reason: '核对情况' }
      const told = await call({ ...house, db }, asked).catch(() => null)
      if (!told || !traces().some(trace => JSON.stringify(told.answer).includes(trace))) return true
      seen++
      const mine = { id: w.holder, name: '本人', posts: [] }
      const { answer } = await call(
        { ...house, db },
        { op: 'identity.looks', input: { size: 200 }, actor: mine, now: when },
      )
      const { items } = answer as { items: { op: string; name: string | null; reason: string | null }[] }
      return items.some(line => line.op === op.name && line.name === '工作人员' && line.reason)
    })
    if (!left) silent.push(op.name!)
  }
  assert.ok(seen > 25, `only ${seen} operations showed anybody`)
  const excused = Object.keys(without)
  assert.deepEqual(
    silent.filter(name => !excused.includes(name)),
    [],
    'showed the person and left no line that they can read',
  )
  assert.deepEqual(
    excused.filter(name => !silent.includes(name)),
    [],
    'an excuse that nobody needs',
  )
})

test('whoever takes a list of persons out as a workbook leaves the same line', async () => {
  const app = await webServer(asSystem(folder), { log: () => {} })
  const signIn = { username: '代办人', password: 'Working-2026' }
  const { session } = await call(house, { op: 'identity.signIn', input: signIn, actor: null, now })
  const out: string[] = []
  for (const op of operations().filter(one => one.shows && fieldsOf(one.input).some(f => f.name === 'page'))) {
    const said = Object.entries(casesOf(w)[op.name!]!.input as object).map(([name, value]) => [name, String(value)])
    const url = `/table/${op.name}?${new URLSearchParams(said)}`
    const { statusCode } = await app.inject({ url, headers: { cookie: `linli=${session!.token}` } })
    if (statusCode === 200) out.push(op.name!)
  }
  const asked = { op: 'identity.looks', input: { size: 200 }, actor: { id: w.holder, name: '本人', posts: [] }, now }
  const { items } = (await call(house, asked)).answer as { items: { op: string; name: string | null }[] }
  const seen = new Set(items.filter(line => line.name === '代办人').map(line => line.op))
  assert.ok(out.includes('people.persons'), out.join(' '))
  assert.ok(seen.has('people.persons'))
  const { rows } = await sql<{ op: string }>`
    select distinct op from kernel.trail where actor = ${w.deputy} and input ? 'table'`.execute(house.db)
  assert.deepEqual(rows.map(row => row.op).toSorted(), out.toSorted())
  await app.close()
})

async function undone<T>(work: (db: Db) => Promise<T>): Promise<T> {
  let found: T
  await house.db
    .transaction()
    .execute(async tx => {
      found = await work(tx)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return found!
}
class Undo extends Error {}

// ── Where it does not belong ────────────────────────────────────────────────

test('no log line, error, address, file name, message or plain column repeats a number that was sealed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'linli-logs-'))
  const app = await webServer(asSystem(data), { log: line => void logged.push(JSON.stringify(line)) })
  const secrets = ['11010519491231002X', '13812345678', '13711112222']
  const asked = operations().filter(op => op.kind !== 'query')
  for (const op of asked) {
    const input = {
      ...(casesOf(w)[op.name!]!.input as object),
      idNumber: secrets[0],
      phone: secrets[1],
      number: secrets[2],
    }
    await app.inject({
      method: 'POST',
      url: `/api/${op.name}`,
      payload: input,
      headers: { 'linli-reason': secrets[1]! },
    })
  }
  for (const secret of secrets) await app.inject({ url: `/api/people.persons?search=${secret}` })
  await deliver(house, now)
  await app.close()
  rmSync(data, { recursive: true })
  assert.ok(logged.length > asked.length)
  for (const secret of secrets) assert.deepEqual(logged.filter(line => line.includes(secret)).slice(0, 3), [])
  for (const table of [
    'kernel.outgoing',
    'kernel.message',
    'kernel.outbox',
    'kernel.work',
    'kernel.receipt',
    'kernel.file',
    'kernel.turn',
    'kernel.tries',
    'kernel.phone_code',
    'identity.sign_in',
    'people.resident',
    'people.correction',
    'people.link',
    'grid.matter',
  ])
    for (const secret of secrets) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(table)} t where t::text like ${`%${secret}%`}`.execute(house.db)
      assert.equal(rows[0]!.n, 0, `${table} holds ${secret} in the clear`)
    }
})

test('a list shows numbers under a mask: on screens, on paper and in workbooks alike', async () => {
  const lists = operations().filter(op => op.kind === 'query' && fieldsOf(op.input).some(f => f.name === 'page'))
  const wrong: string[] = []
  for (const op of lists) {
    const told = await call(house, { op: op.name!, input: casesOf(w)[op.name!]!.input, actor: everyone, now }).catch(
      () => null,
    )
    const said = JSON.stringify(told?.answer ?? '')
    if (['11010519491231002X', '13812345678', '13711112222'].some(number => said.includes(number))) wrong.push(op.name!)
  }
  assert.deepEqual(wrong, [])
})

// ── What is not held at all ─────────────────────────────────────────────────

/** MG-11 and ARCHITECTURE 9, in both languages. */
const forbidden = [
  /避孕|节育|孕检|妊娠|流产|引产|月经|上环|婚育证明/,
  /宗教|信仰|教徒|信教/,
  /维稳|稳控|涉稳|不稳定|重点人员|稳定风险/,
  /信用分|积分|人员评分|风险等级|居民评分/,
  /contracept|pregnan|abortion|menstru|steriliz/i,
  /religio|\bfaith|church/i,
  /stability|unrest|petitioner/i,
  /credit_?score|social_?credit|person_?score|risk_?(level|score)|trust_?score/i,
]
const isForbidden = (text: string) => forbidden.some(pattern => pattern.test(text))

test('no table, column, field, choice or import column asks for contraception, religion, “stability” or a score of a person', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`.execute(house.db)
  const fields = operations().flatMap(op => [...saidIn(op, op.input), ...saidIn(op, op.output)])
  const sheets = [...allImports(), ...allExports()].flatMap(kind =>
    kind.columns.map(c => `${kind.kind} ${JSON.stringify(c)}`),
  )
  assert.ok(rows.length > 500 && fields.length > 1_000 && sheets.length > 20)
  assert.deepEqual([...rows.map(r => r.name), ...fields, ...sheets].filter(isForbidden), [])
})

test('the check sees a field that must not be', () => {
  for (const field of [
    '避孕措施',
    '宗教信仰',
    '稳控等级',
    '居民积分',
    'contraceptiveUse',
    'religion',
    'stability',
    'risk_level',
  ])
    assert.ok(isForbidden(field), field)
  for (const field of ['stars', 'likeness', '备注', 'birth', '关爱标签']) assert.ok(!isForbidden(field), field)
})

/** Every name, label and choice of a shape, printed as the document prints it. */
function saidIn(op: Op, shape: Op['input']): string[] {
  const found: string[] = []
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string' && /description|enum|const|\d/.test(path)) found.push(`${path}: ${value}`)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      found.push(`${op.name} ${key}`)
      walk(inner, `${op.name} ${key}`)
    }
  }
  walk(jsonSchema(shape, 'input'), op.name!)
  return found
}
