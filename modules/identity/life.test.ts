/** Stories of an account's life: posts with dates, closing and coming back, the separation of the three, and one's own devices. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { sql } from 'kysely'
import '../../kernel/work.ts'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { createToken, tokenActor } from '../../kernel/token.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { accountOf } from '../../apps/server/account.ts'
import type { AccountCard, Me, Security } from './contract.ts'
import { hashing } from './password.ts'
import { administrators, roles, type Role } from './rules.ts'
import { sessionOf } from './service.ts'
import {
  appoint,
  asking,
  at,
  enrol,
  here,
  invite,
  next,
  now,
  open,
  password,
  street,
  test,
  tokenOf,
} from './stories.ts'

type Key = { community: string; id: string }
const card = (told: Told, { community, id }: Key) =>
  told.as('安全')<AccountCard>('identity.account', { community, id }, now)
const move = (told: Told, name: string, key: Key, more: object = {}, who = '安全') =>
  told.as(who)<AccountCard>(`identity.${name}`, { community: key.community, id: key.id, ...more }, now)
const days = (account: AccountCard) => account.held.map(p => [p.role, p.from, p.to])

// ── Posts with dates ────────────────────────────────────────────────────────

test('a post ends on the day that is said, today unless another is; what has not begun was never held', async told => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here, { from: '2026-01-01' })
  await appoint(told, key.id, 'head', here, { from: '2026-07-01' })
  const [head, clerk] = (await card(told, key)).held
  await move(told, 'endPost', key, { post: clerk!.id })
  await move(told, 'endPost', key, { post: head!.id })
  assert.deepEqual(days(await card(told, key)), [['clerk', '2026-01-01', '2026-06-01']])
  assert.equal(await refused(move(told, 'endPost', key, { post: head!.id })), 'identity.noSuchPost')
})

test('the dates of a post are changed, not past another that is the same, and not backwards', async told => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here, { from: '2026-01-01', to: '2026-06-30' })
  await appoint(told, key.id, 'clerk', here, { from: '2026-08-01' })
  const first = (await card(told, key)).held[1]!
  const redate = (from: string, to?: string) =>
    move(told, 'redatePost', key, { post: first.id, from, ...(to && { to }) })
  assert.equal(await refused(redate('2026-01-01', '2026-08-01')), 'identity.alreadyHolds')
  assert.equal(await refused(redate('2026-06-02', '2026-06-01')), 'common.invalid')
  await redate('2026-02-01', '2026-07-31')
  assert.deepEqual(days(await card(told, key))[1], ['clerk', '2026-02-01', '2026-07-31'])
})

test('a post that is over stays as it was', async told => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here, { from: '2026-01-01', to: '2026-05-31' })
  const { id: post } = (await card(told, key)).held[0]!
  assert.equal(await refused(move(told, 'endPost', key, { post })), 'identity.noSuchPost')
  assert.equal(await refused(move(told, 'redatePost', key, { post, from: '2026-01-01' })), 'identity.noSuchPost')
})

test('a post is taken only by whoever could have given it, and nobody ends or moves their own', async told => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here)
  const { id: post } = (await card(told, key)).held[0]!
  const taking = (posts: { role: string; place: string }[], id = '00000000-0000-7000-8000-0000000000aa') =>
    call(told.house, { op: 'identity.endPost', input: { ...key, post }, actor: { id, posts }, now })
  assert.equal(await refused(taking([{ role: 'security-admin', place: next }])), 'common.forbidden')
  assert.equal(await refused(taking([{ role: 'system-admin', place: street }])), 'common.forbidden')
  assert.equal(await refused(taking([{ role: 'security-admin', place: street }], key.id)), 'identity.ownPost')
  const elsewhere = { ...key, post: (await card(told, key)).held[0]!.id }
  await told.db.updateTable('identity.post').set({ place: next }).where('id', '=', post).execute()
  const actor = { id: '00000000-0000-7000-8000-0000000000aa', posts: [{ role: 'security-admin', place: here }] }
  assert.equal(
    await refused(call(told.house, { op: 'identity.endPost', input: elsewhere, actor, now })),
    'common.forbidden',
  )
})

test('whoever’s posts change signs in anew: no session keeps rights of before', async told => {
  const key = await enrol(told)
  for (const change of [
    () => appoint(told, key.id, 'clerk', here),
    async () => move(told, 'redatePost', key, { post: (await card(told, key)).held[0]!.id, from: '2026-05-01' }),
    async () => move(told, 'endPost', key, { post: (await card(told, key)).held[0]!.id }),
  ]) {
    const token = await tokenOf(told, 'laozhou')
    await change()
    assert.equal(await sessionOf(told.db, token, now), null)
  }
})

// ── Closing and coming back ─────────────────────────────────────────────────

test('a closed account has no posts, sessions, tokens or code any more; the record stays, and comes back without them', async told => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here, { from: '2026-01-01' })
  await appoint(told, key.id, 'supervisor', here, { from: '2026-09-01' })
  const session = await tokenOf(told, 'laozhou')
  const machine = await createToken(told.db, { account: key.id, name: '对接', scopes: ['*'], until: at(9999), now })
  assert.ok(await tokenActor(told.db, machine.token, now, accountOf))
  const closed = await move(told, 'close', key, {}, '系统')
  assert.deepEqual(
    [closed.state, closed.sessions, days(closed)],
    ['closed', 0, [['clerk', '2026-01-01', '2026-05-31']]],
  )
  const isIn = async () => [
    await sessionOf(told.db, session, now),
    await tokenActor(told.db, machine.token, now, accountOf),
  ]
  assert.deepEqual(await isIn(), [null, null])
  assert.equal(await refused(tokenOf(told, 'laozhou')), 'identity.wrong')
  assert.equal((await told.as(null)('identity.onDuty', { place: here }, now)).length, 0)
  const back = await move(told, 'reopen', key, {}, '系统')
  assert.deepEqual([back.state, back.posts], ['active', []])
  assert.deepEqual(await isIn(), [null, null])
  await tokenOf(told, 'laozhou')
})

test('the code of an invitation that was taken back opens nothing', async told => {
  const { revealed, ...key } = await invite(told)
  await move(told, 'close', key, {}, '系统')
  assert.equal(
    await refused(told.as(null)('identity.accept', { code: revealed, fresh: password }, now)),
    'identity.badInvitation',
  )
})

test('only the system administrator closes and reopens, and not their own account', async told => {
  const key = await enrol(told)
  for (const who of ['安全', '审计', '小沈', '王婶'])
    for (const op of ['close', 'invite'])
      assert.equal(await refused(move(told, op, key, {}, who)), 'common.forbidden', who)
  const actor = { id: key.id, posts: [{ role: 'system-admin', place: street }] }
  assert.equal(await refused(call(told.house, { op: 'identity.close', input: key, actor, now })), 'identity.ownAccount')
  assert.equal(await refused(move(told, 'reopen', key, {}, '系统')), 'common.wrongState')
})

test('an invitation that nobody takes up is late in the work in hand of whoever opened it', async told => {
  const { id } = await invite(told)
  const late = await told.as('系统')('work.late', { place: street }, at(73 * 60))
  assert.deepEqual(
    late.items.map((w: { record: string }) => w.record),
    [id],
  )
  assert.equal((await told.as('系统')('work.late', { place: street }, at(71 * 60))).total, 0)
})

// ── The three, kept apart ───────────────────────────────────────────────────

const operational = (Object.keys(roles) as Role[]).filter(role => !administrators.some(a => a === role))
const levelOf = (role: Role) =>
  `${here}001`.slice(
    0,
    roles[role].at.find(n => n >= 9),
  )

for (const admin of administrators)
  test(`${roles[admin].label} holds no other post at the same time, whichever comes first`, async told => {
    const { id } = await enrol(told)
    await appoint(told, id, admin, here, { from: '2026-06-01', to: '2026-06-30' })
    for (const role of operational)
      assert.equal(
        await refused(appoint(told, id, role, levelOf(role), { from: '2026-06-30' })),
        'identity.administratorsOnly',
        role,
      )
    await appoint(told, id, 'clerk', here, { from: '2026-07-01' })
    assert.equal(await refused(appoint(told, id, admin, next, { from: '2026-07-01' })), 'identity.administratorsOnly')
  })

test('the database refuses it to whoever goes past the rules', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'audit-admin', here)
  const insert = (role: string) =>
    sql`insert into identity.post (id, account, role, place, during) values (uuidv7(), ${id}, ${role}, ${here}, '[2026-01-01,)')`.execute(
      told.db,
    )
  await sql`savepoint one`.execute(told.db)
  for (const [role, name] of [
    ['clerk', 'identity.administratorsOnly'],
    ['system-admin', 'identity.twoAdministrators'],
  ] as const) {
    await assert.rejects(insert(role), (error: { constraint: string }) => error.constraint === name)
    await sql`rollback to savepoint one`.execute(told.db)
  }
})

test('the three see each other, and who of them has no second factor; nobody else sees them', async told => {
  const all = await told.as('审计')('identity.administrators', {}, now)
  assert.deepEqual(
    all.map((a: { label: string; name: string; factor: boolean }) => [a.label, a.name, a.factor]),
    [
      ['系统管理员', '系统甲', false],
      ['安全管理员', '安全乙', false],
      ['审计管理员', '审计丙', false],
    ],
  )
  for (const who of ['邻街安全', '小沈', '王婶', null])
    assert.deepEqual(await told.as(who)('identity.administrators', {}, now), [])
})

// ── One's own devices ───────────────────────────────────────────────────────

test('people see where they are signed in, and end one device, the others, or all', async told => {
  await enrol(told)
  const from = { ip: '10.0.0.7', agent: 'Mozilla/5.0 (Linux; Android 14; Mobile) Chrome/120 MicroMessenger/8' }
  const [phone, desk, old] = [
    await tokenOf(told, 'laozhou', password, now, from),
    await tokenOf(told, 'laozhou', password, at(1)),
    await tokenOf(told, 'laozhou', password, at(2)),
  ]
  const ask = asking(told, desk)
  const { sessions } = await ask<Security>('identity.security', {}, at(3))
  assert.equal(sessions.length, 3)
  assert.deepEqual(
    sessions.filter(s => s.ip).map(s => [s.device, s.ip, s.current]),
    [['安卓手机 · 微信', '10.0.0.7', false]],
  )
  assert.deepEqual(
    sessions.filter(s => s.current).map(s => s.created),
    [at(1)],
  )
  await ask('identity.endSession', { session: sessions.find(s => s.ip)!.id }, at(3))
  const alive = async () =>
    Promise.all([phone, desk, old].map(async t => (await sessionOf(told.db, t, at(3))) !== null))
  assert.deepEqual(await alive(), [false, true, true])
  assert.equal((await ask<{ ended: number }>('identity.endSessions', {}, at(3))).ended, 1)
  assert.deepEqual(await alive(), [false, true, false])
  await ask('identity.endSessions', { all: true }, at(3))
  assert.deepEqual(await alive(), [false, false, false])
})

test('nobody ends the sessions of somebody else', async told => {
  await enrol(told)
  await enrol(told, { username: 'other' })
  const [mine, theirs] = [await tokenOf(told, 'laozhou'), await tokenOf(told, 'other')]
  const { sessions } = await asking(told, theirs)<Security>('identity.security', {})
  await asking(told, mine)('identity.endSession', { session: sessions[0]!.id })
  await asking(told, mine)('identity.endSessions', {})
  assert.ok(await sessionOf(told.db, theirs, now))
})

test('the fourth device signs the first out', async told => {
  await enrol(told)
  const tokens = []
  for (let i = 0; i < 4; i++) tokens.push(await tokenOf(told, 'laozhou', password, at(i)))
  const alive = await Promise.all(tokens.map(async t => (await sessionOf(told.db, t, at(4))) !== null))
  assert.deepEqual(alive, [false, true, true, true])
})

test('people see their sign-ins; the security administrator those of the area, never a name that nobody has', async told => {
  const key = await enrol(told)
  const wrong = (username: string) => refused(tokenOf(told, username, 'Wrong-2026'))
  // A refusal undoes itself in this world of one transaction unless it is returned, as this one is.
  await wrong('laozhou')
  await wrong('Xinfu-2026')
  const token = await tokenOf(told, 'laozhou')
  const mine = await asking(told, token)<{ items: { ok: boolean; way: string }[] }>('identity.mySignIns', {})
  assert.ok(mine.items.some(s => s.ok && s.way === 'password'))
  const all = await told.as('安全')('identity.signIns', { account: key.id }, now)
  assert.ok(all.items.length >= 2)
  assert.doesNotMatch(JSON.stringify(await told.as('安全')('identity.signIns', { size: 200 }, now)), /xinfu/i)
  for (const who of ['系统', '审计', '邻街安全', '小沈', '王婶'])
    assert.equal((await told.as(who)('identity.signIns', { account: key.id }, now)).total, 0, who)
})

// ── Known and unknown names ─────────────────────────────────────────────────

/** How many hashes were computed while this ran. */
async function hashesIn(work: () => Promise<unknown>): Promise<number> {
  let n = 0
  const count = () => void n++
  hashing.subscribe(count)
  await work().finally(() => hashing.unsubscribe(count))
  return n
}

plain(
  'a name that nobody has is refused, counted and locked like one that somebody has, for the same price',
  async () => {
    const told = open()
    await enrol(told, { username: 'zhiming', phone: '13900000077' })
    const closed = await enrol(told, { username: 'tingyong' })
    await told.as('系统')('identity.close', closed, now)
    await invite(told, { username: 'daiqiyong' })
    const course = async (username: string) => {
      const said: [string, number][] = []
      for (const minute of [0, 0, 0, 0, 0, 14, 15]) {
        let code = ''
        const hashes = await hashesIn(async () => {
          code = await refused(tokenOf(told, username, 'Wrong-2026', at(minute)))
        })
        said.push([code, hashes])
      }
      return said
    }
    const known = await course('zhiming')
    assert.deepEqual(
      known.map(([code]) => code.split('.')[1]),
      ['wrong', 'wrong', 'wrong', 'wrong', 'locked', 'locked', 'wrong'],
    )
    assert.ok(known.every(([, hashes]) => hashes === 1))
    for (const username of ['meiyouren', '13900000078', 'tingyong', 'daiqiyong'])
      assert.deepEqual(await course(username), known, username)
  },
)

plain('an account is locked by its name and its phone together', async () => {
  const told = open()
  await enrol(told, { username: 'liangming', phone: '13900000079' })
  const codes = []
  for (const username of ['liangming', '13900000079', 'liangming', '13900000079', 'liangming'])
    codes.push(await refused(tokenOf(told, username, 'Wrong-2026')))
  assert.deepEqual(
    codes.map(code => code.split('.')[1]),
    ['wrong', 'wrong', 'wrong', 'wrong', 'locked'],
  )
})

plain('one address has sixty tries in ten minutes, whatever names it tries', async () => {
  const told = open()
  const guess = (i: number, ip: string) => refused(tokenOf(told, `cai${i}`, 'x', now, { ip }))
  const codes = []
  for (let i = 0; i < 61; i++) codes.push(await guess(i, '10.9.9.9'))
  assert.deepEqual([codes[59], codes[60]], ['identity.wrong', 'request.tooMany'])
  assert.equal(await guess(62, '10.9.9.8'), 'identity.wrong')
})

// ── Two connections ─────────────────────────────────────────────────────────

plain('two posts given at the same moment do not bring two together that are kept apart', async () => {
  const told = open()
  for (const [i, [one, two]] of (
    [
      ['system-admin', 'audit-admin'],
      ['security-admin', 'clerk'],
    ] as const
  ).entries()) {
    const { id } = await enrol(told, { username: `fenli${i}` })
    const given = await Promise.all(
      [one, two].map(role =>
        appoint(told, id, role, here).then(
          () => 'given',
          (e: { code: string }) => e.code,
        ),
      ),
    )
    assert.deepEqual(given.toSorted()[0], 'given')
    assert.match(given.toSorted()[1]!, /^identity\.(twoAdministrators|administratorsOnly)$/)
  }
})

test('the clock may not open, close or appoint', async told => {
  const key = await enrol(told)
  for (const op of ['close', 'resetPassword', 'clearFactors'])
    assert.equal(
      await refused(call(told.house, { op: `identity.${op}`, input: key, actor: theClock, now })),
      'common.forbidden',
    )
})

test('a person’s account is linked by no one directly: only an approved request does it', async told => {
  const { id } = await enrol(told)
  const input = { account: id, person: '00000000-0000-7000-8000-00000000aaaa', place: here }
  for (const who of ['小沈', '系统', '安全', '王婶'])
    assert.equal(await refused(told.as(who)('identity.link', input, now)), 'common.forbidden')
  assert.equal(await refused(told.as(null)('identity.link', input, now)), 'common.signIn')
  const { me } = await asking(told, await tokenOf(told, 'laozhou'))<{ me: Me }>('identity.me', {})
  assert.equal(me.person, null)
})
