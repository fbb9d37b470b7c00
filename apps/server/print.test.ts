/** Prints as a whole: every promise kept, the poster for everyone, and a token that may print only what it may read. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { sql } from 'kysely'
import Fastify from 'fastify'
import cookie from '@fastify/cookie'
import { allPrints, printNamed } from '../../kernel/print.ts'
import { wordsOf } from '../../kernel/print-reading.ts'
import { allServices } from '../../kernel/server.ts'
import { limitTokens } from '../../kernel/token.ts'
import { begin, here, one, report, street, test } from '../../modules/grid/stories.ts'
import './services.ts'
import { origin, printing } from './testing.ts'

const pdf = (answer: { statusCode: number; rawPayload: Buffer; body: string }) => {
  assert.equal(answer.statusCode, 200, answer.body)
  return wordsOf(answer.rawPayload)
}

plain('whatever a contract promises on paper has a layout, and only a query is printed', () => {
  const promised = allServices().flatMap(s => Object.values(s.contract.ops).filter(op => op.print))
  assert.ok(promised.length >= 4)
  assert.deepEqual(
    promised.filter(op => !printNamed(op.name!) || op.kind !== 'query'),
    [],
  )
  assert.equal(allPrints().length, promised.length)
})

test('the poster of a grid is one page for everyone, with who is on duty, their work phone and whom to complain to', async told => {
  await told.db
    .updateTable('identity.account')
    .set({ workPhone: '0512-58001234', phone: 'sealed' })
    .where('name', '=', '小郑')
    .execute()
  await told.db.updateTable('identity.account').set({ workPhone: '13900001111' }).where('name', '=', '小沈').execute()
  const { get } = await printing(told, begin)
  for (const paper of ['', 'A4', 'A3']) {
    const pages = pdf(await get('identity.onDuty', { place: one, ...(paper && { paper }) }, null))
    assert.equal(pages.length, 1)
    for (const said of [
      '花园浜社区',
      '第一网格',
      '小郑网格员0512-58001234',
      '小沈受理员13900001111',
      '书记社区（村）书记、主任',
      '沈丽受理员',
      '12345',
      '网上自助2026-11-2017:30打印',
      `编号${one}`,
      `${origin}/c/${here}`,
    ])
      assert.ok(pages[0]!.includes(said), `${said} is not in ${pages[0]}`)
    assert.ok(!pages[0]!.includes('王婶') && !pages[0]!.includes('邻居'))
  }
  assert.equal((await get('identity.onDuty', { place: one, paper: 'A0' }, null)).statusCode, 422)
  assert.equal((await get('identity.onDuty', { place: `${here}999` }, null)).statusCode, 404)
  assert.ok(pdf(await get('identity.onDuty', { place: street }, null))[0]!.includes('杨舍镇'))
})

test('however many serve a grid, its poster stays one page and says that there are more', async told => {
  for (const [at, role, n] of [
    [one, 'grid-worker', 6],
    [here, 'clerk', 7],
  ] as const)
    for (let i = 0; i < n; i++)
      await sql`with a as (insert into identity.account (id, place, username, name, password, must_change, work_phone) values (uuidv7(), ${here}, ${`${role}${i}`}, ${`欧阳建国${i}`}, 'none', false, '13900001111') returning id)
        insert into identity.post (id, account, role, place, during) select uuidv7(), id, ${role}, ${at}, '[2020-01-01,)' from a`.execute(
        told.db,
      )
  const { get } = await printing(told, begin)
  for (const paper of ['A4', 'A3']) {
    const pages = pdf(await get('identity.onDuty', { place: one, paper }, null))
    assert.equal(pages.length, 1)
    assert.match(pages[0]!, /其余\d+位见社区网页/)
  }
})

plain('a token prints only what it may read', async () => {
  const app = Fastify()
  await app.register(cookie)
  limitTokens(app, async () => ({ id: 'x', posts: [], scopes: ['grid.matter'] }) as never)
  app.get('/print/:op', async () => 'paper')
  const status = async (op: string) =>
    (await app.inject({ url: `/print/${op}`, headers: { authorization: 'Bearer linli_x' } })).statusCode
  assert.deepEqual([await status('grid.matter'), await status('grid.matters')], [200, 403])
})

test('a page that was sent for by mistake is still a page: the ways on are there', async told => {
  await report(told)
  const { get } = await printing(told, begin)
  const page = await get('grid.nothing', {}, null, 'text/html')
  assert.deepEqual([page.statusCode, /回首页/.test(page.body)], [404, true])
})
