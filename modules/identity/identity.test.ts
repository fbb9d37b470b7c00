/** Stories of the first day, accounts and posts, and who sees what was done. */
import assert from 'node:assert/strict'
import { theClock, type Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { writeTrail } from '../../kernel/trail.ts'
import type { Me } from './contract.ts'
import {
  actors,
  admins,
  appoint,
  before,
  enrol,
  invite,
  founder,
  here,
  next,
  now,
  street,
  test,
  tokenOf,
} from './stories.ts'

// ── The first day ───────────────────────────────────────────────────────────

test('the first day makes three administrators, each with one post', async ({ as }) => {
  assert.deepEqual(before, { me: null, founded: false })
  assert.deepEqual(founder.posts, [{ role: 'system-admin', label: '系统管理员', place: street }])
  const { items } = await as('系统')('identity.accounts', {}, now)
  assert.deepEqual(
    Object.fromEntries(
      items.map((a: { username: string; posts: Me['posts'] }) => [a.username, a.posts.map(p => p.role)]),
    ),
    { xitong: ['system-admin'], '杨舍-安全': ['security-admin'], '杨舍-审计': ['audit-admin'] },
  )
})

test('the first day comes once', async ({ as }) => {
  assert.equal((await as(null)('identity.me', {})).founded, true)
  assert.equal(await refused(as(null)('identity.found', { ...admins, username: 'zaici' })), 'identity.alreadyFounded')
})

test('the first day can happen only in a place where administrators exist', async ({ as, db }) => {
  await db.deleteFrom('identity.post').execute()
  await db.deleteFrom('identity.account').execute()
  assert.equal(await refused(as(null)('identity.found', { ...admins, place: `${here}001` })), 'identity.notAtThisLevel')
})

// ── Accounts and posts ──────────────────────────────────────────────────────

test('the system administrator opens accounts; the security administrator does not', async told => {
  const { id } = await enrol(told)
  const { items } = await told.as('安全')('identity.accounts', { search: '老周' }, now)
  assert.deepEqual(
    items.map((a: { id: string }) => a.id),
    [id],
  )
  const asked = { place: here, username: 'other', name: '旁人' }
  assert.equal(await refused(told.as('安全')('identity.enrol', asked)), 'common.forbidden')
  assert.equal(await refused(told.as(null)('identity.enrol', asked)), 'common.signIn')
})

test('accounts are listed to the administrators over them and to nobody else', async told => {
  await enrol(told)
  assert.equal((await told.as('邻街安全')('identity.accounts', {})).total, 0)
  assert.equal((await told.as('王婶')('identity.accounts', {})).total, 0)
})

test('a username, a phone and a person belong to one account each', async told => {
  const person = '00000000-0000-7000-8000-00000000aaaa'
  await enrol(told, { phone: '13900000001', person })
  assert.equal(await refused(invite(told, { username: 'LaoZhou' })), 'identity.usernameTaken')
  assert.equal(await refused(enrol(told, { username: 'b', phone: '13900000001' })), 'common.invalid')
  assert.equal(await refused(enrol(told, { username: 'bb', phone: '13900000001' })), 'identity.phoneTaken')
  assert.equal(await refused(enrol(told, { username: 'cc', person })), 'identity.hasAccount')
})

test('a phone is stored sealed, and no password or phone gets into the trail', async told => {
  await enrol(told, { phone: '13900000001' })
  const stored = JSON.stringify([
    await told.db.selectFrom('identity.account').selectAll().execute(),
    await told.db.selectFrom('kernel.trail').selectAll().execute(),
  ])
  assert.match(stored, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.doesNotMatch(stored, /13900000001|Xinfu/)
})

test('the security administrator gives posts inside the own area; the system administrator gives none', async told => {
  const { id } = await enrol(told)
  const { posts } = await appoint(told, id, 'clerk', here)
  assert.deepEqual(posts, [{ role: 'clerk', label: '受理员', place: here }])
  const asked = { account: id, role: 'head', place: here }
  assert.equal(await refused(told.as('系统')('identity.appoint', asked)), 'common.forbidden')
  assert.equal(await refused(told.as('邻街安全')('identity.appoint', asked)), 'common.forbidden')
})

test('nobody gives a post to themselves, or to nobody', async told => {
  const mine = actors['安全']!.id
  assert.equal(await refused(appoint(told, mine, 'clerk', here)), 'identity.ownPost')
  assert.equal(await refused(appoint(told, actors['王婶']!.id, 'clerk', here)), 'identity.noSuchAccount')
})

test('a post exists only at its level', async told => {
  const { id } = await enrol(told)
  assert.equal(await refused(appoint(told, id, 'grid-worker', here)), 'identity.notAtThisLevel')
  await appoint(told, id, 'grid-worker', `${here}001`)
})

test('the same post is not held twice at once, but may be taken up again', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'clerk', here, { from: '2026-01-01', to: '2026-06-30' })
  const again = (from: string) => appoint(told, id, 'clerk', here, { from })
  assert.equal(await refused(again('2026-06-30')), 'identity.alreadyHolds')
  await again('2026-07-01')
})

test('nobody holds two of the three administrators, not even in two places; the same one twice is fine', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'system-admin', here)
  await appoint(told, id, 'system-admin', next)
  assert.equal(await refused(appoint(told, id, 'audit-admin', next)), 'identity.twoAdministrators')
})

test('a post ends after its last day, and cannot end before it begins', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'clerk', here, { to: '2026-06-02' })
  const me = async (when: Date) =>
    (await call(told.house, { op: 'identity.me', input: {}, actor: { id, posts: [] }, now: when })).answer as { me: Me }
  assert.equal((await me(new Date('2026-06-02T15:59:00Z'))).me.posts.length, 1)
  assert.equal((await me(new Date('2026-06-02T16:00:00Z'))).me.posts.length, 0)
  assert.equal(await refused(appoint(told, id, 'head', here, { to: '2026-05-31' })), 'common.invalid')
})

// ── Who is where ────────────────────────────────────────────────────────────

const staffed = async (told: Told) => {
  const person = async (username: string, name: string, role: string, place: string, workPhone?: string) =>
    appoint(told, (await invite(told, { username, name, ...(workPhone && { workPhone }) })).id, role, place)
  await person('zheng', '郑晓东', 'grid-worker', `${here}001`, '0512-58000001')
  await person('shen', '沈丽', 'clerk', here)
  await person('jie', '街道甲', 'chief', street)
  await person('lin', '邻居乙', 'clerk', next)
}
const names = (rows: { name: string }[]) => rows.map(r => r.name)

test('a clerk sees who serves the community, in it and over it, not next door; a resident sees nobody', async told => {
  await staffed(told)
  const holders = async (who: string | null, place: string, role?: string) =>
    names(await told.as(who)('identity.holders', { place, ...(role && { role }) }, now))
  const seen = await holders('小沈', here)
  for (const name of ['沈丽', '郑晓东', '街道甲']) assert.ok(seen.includes(name), name)
  for (const place of [here, street, next]) assert.ok(!(await holders('小沈', place)).includes('邻居乙'))
  assert.deepEqual(await holders('小沈', here, 'clerk'), ['沈丽'])
  assert.deepEqual(await holders('安全', next, 'clerk'), ['邻居乙'])
  assert.deepEqual(await holders('王婶', here), [])
  assert.deepEqual(await holders(null, here), [])
})

test('the clock finds whom to tell', async told => {
  await staffed(told)
  const asked = { op: 'identity.holders', input: { place: street, role: 'chief' }, now }
  const asClock = async (actor: Actor) => (await call(told.house, { ...asked, actor })).answer as { name: string }[]
  assert.deepEqual(names(await asClock(theClock)), ['街道甲'])
})

test('everyone may know who serves a grid, by name and work phone, and no administrator among them', async told => {
  await staffed(told)
  const rows = await told.as(null)('identity.onDuty', { place: `${here}001` }, now)
  assert.deepEqual(
    rows.map((r: { name: string; label: string; workPhone: string | null }) => [r.name, r.label, r.workPhone]),
    [
      ['郑晓东', '网格员', '0512-58000001'],
      ['沈丽', '受理员', null],
    ],
  )
})

// ── The trail ───────────────────────────────────────────────────────────────

test('people see who looked at their data and why, in Chinese, and nothing about others', async told => {
  const [mine, other] = ['00000000-0000-7000-8000-00000000cc01', '00000000-0000-7000-8000-00000000cc02']
  const { id } = await enrol(told, { person: mine })
  const line = {
    community: here,
    record: null,
    at: now,
    op: 'identity.accounts',
    kind: 'query',
    actor: null,
    name: '沈丽',
  } as const
  await writeTrail(told.db, told.house.trailKey, { ...line, persons: [mine, other], reason: '上门核对', input: {} })
  await writeTrail(told.db, told.house.trailKey, { ...line, persons: [other], reason: null, input: {} })
  const looks = async (actor: Actor) =>
    (await call(told.house, { op: 'identity.looks', input: {}, actor, now })).answer as {
      items: object[]
      total: number
    }
  const { items, total } = await looks({ id, posts: [] })
  assert.equal(total, 1)
  assert.deepEqual(items[0], {
    at: now,
    op: 'identity.accounts',
    label: '账号列表',
    name: '沈丽',
    reason: '上门核对',
    kind: 'query',
  })
  assert.equal((await looks(actors['王婶']!)).total, 0)
  assert.equal(await refused(told.as(null)('identity.looks', {})), 'common.signIn')
})

test('the audit administrator reads the trail of the own area, sign-ins too; the other two read none of it', async told => {
  const { id } = await enrol(told)
  await tokenOf(told, 'laozhou')
  const ops = async (who: string, input: object = {}) =>
    (await told.as(who)('identity.trail', { record: id, ...input }, now)).items
      .map((l: { op: string }) => l.op)
      .toSorted()
  assert.deepEqual(await ops('审计'), ['identity.accept', 'identity.enrol', 'identity.signIn'])
  assert.deepEqual(await ops('审计', { op: 'identity.enrol', place: here }), ['identity.enrol'])
  assert.deepEqual(await ops('审计', { place: next }), [])
  for (const who of ['系统', '安全', '小沈']) assert.deepEqual(await ops(who), [])
})
