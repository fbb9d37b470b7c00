/** Stories of standing in for somebody who is away: who may, for how long, and that both names are written down. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { call } from '../../kernel/server.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { permits, signed, post } from '../../kernel/rules.ts'
import type { Delegation } from './contract.ts'
import { sessionOf } from './service.ts'
import { appoint, asking, at, enrol, here, next, now, open, street, test, tokenOf } from './stories.ts'

const grid = `${here}001`
const day = (n: number) => at(n * 24 * 60)
const from = '2026-06-01'

type Mine = { posts: { id: string; role: string }[]; given: Delegation[]; received: Delegation[] }
const as = async (told: Told, username: string, when = now) =>
  asking(told, await tokenOf(told, username, undefined, when))

async function staff(told: Told, username: string, name: string, role: string, place: string) {
  const { id } = await enrol(told, { username, name })
  await appoint(told, id, role, place, { from: '2026-01-01' })
  return id
}
/** 张 serves a grid, 李 the same grid, 王 the community above it, 赵 the next community. */
async function colleagues(told: Told) {
  return {
    zhang: await staff(told, 'zhang', '张三', 'grid-worker', grid),
    li: await staff(told, 'li', '李四', 'grid-worker', grid),
    wang: await staff(told, 'wang', '王五', 'clerk', here),
    zhao: await staff(told, 'zhao', '赵六', 'clerk', next),
  }
}
const postOf = async (told: Told, username: string) =>
  (await (await as(told, username))<Mine>('identity.delegations', {})).posts[0]!.id
async function lend(told: Told, username: string, deputy: string, more: object = {}, when = now) {
  const input = { post: await postOf(told, username), deputy, from, until: '2026-06-10', reason: '休年假', ...more }
  return (await as(told, username, when))<Delegation>('identity.delegate', input, when)
}
const postsOf = async (told: Told, username: string, when: Date) =>
  (await sessionOf(told.db, await tokenOf(told, username, undefined, when), when))!.actor.posts

test('a colleague acts in a lent post from the first day to the last, and it ends by itself', async told => {
  const { wang } = await colleagues(told)
  const lent = await lend(told, 'zhang', wang, { from: '2026-06-03' })
  assert.deepEqual([lent.label, lent.ownerName, lent.deputyName, lent.today], ['网格员', '张三', '王五', false])
  const borrowed = { role: 'grid-worker', place: grid, for: '张三' }
  const own = { role: 'clerk', place: here }
  assert.deepEqual(await postsOf(told, 'wang', day(1)), [own])
  assert.deepEqual(await postsOf(told, 'wang', day(2)), [own, borrowed])
  assert.deepEqual(await postsOf(told, 'wang', day(9)), [own, borrowed])
  assert.deepEqual(await postsOf(told, 'wang', day(10)), [own])
  assert.equal((await postsOf(told, 'zhang', day(2))).length, 1, 'whoever lends it keeps it')
})

test('it is lent to whoever serves the same place or one above, and to nobody else', async told => {
  const { zhang, li, wang, zhao } = await colleagues(told)
  const seen = await (
    await as(told, 'zhang')
  )<{ name: string }[]>('identity.colleagues', { post: await postOf(told, 'zhang') })
  assert.deepEqual(
    Object.values(seen)
      .flatMap(c => (typeof c === 'object' ? [c.name] : []))
      .toSorted(),
    ['李四', '王五'].toSorted(),
  )
  for (const [deputy, code] of [
    [zhao, 'identity.noDeputy'],
    [zhang, 'identity.toOneself'],
    ['00000000-0000-7000-8000-0000000000aa', 'identity.noDeputy'],
  ] as const)
    assert.equal(await refused(lend(told, 'zhang', deputy)), code)
  assert.equal(await refused(lend(told, 'wang', li)), 'identity.noDeputy', 'a grid worker does not stand above a clerk')
  await lend(told, 'zhang', li)
  assert.equal(await refused(lend(told, 'zhang', wang)), 'identity.lentTwice')
  await lend(told, 'zhang', wang, { from: '2026-06-11', until: '2026-06-12' })
})

test('what was borrowed is not lent on, and nobody lends what they do not hold', async told => {
  const { li, wang } = await colleagues(told)
  await lend(told, 'zhang', wang)
  const mine = await (await as(told, 'wang'))<Mine>('identity.delegations', {})
  assert.deepEqual(
    mine.posts.map(p => p.role),
    ['clerk'],
  )
  assert.equal(mine.received.length, 1)
  const borrowed = await postOf(told, 'zhang')
  assert.equal(await refused(lend(told, 'wang', li, { post: borrowed })), 'identity.notLent')
  assert.equal(await refused(lend(told, 'zhao', wang, { post: borrowed })), 'identity.notLent')
})

test('the three administrators lend nothing, and nothing is lent to them', async told => {
  const { wang } = await colleagues(told)
  const admin = await staff(told, 'guanli', '管理员', 'audit-admin', street)
  const actor = { id: admin, posts: [{ role: 'audit-admin', place: street }] }
  const { id: post } = await told.db
    .selectFrom('identity.post')
    .select('id')
    .where('account', '=', admin)
    .executeTakeFirstOrThrow()
  const asked = { post, deputy: wang, from, until: from, reason: '休年假' }
  assert.equal(
    await refused(call(told.house, { op: 'identity.delegate', input: asked, actor, now })),
    'identity.notLent',
  )
  assert.equal(await refused(lend(told, 'zhang', admin)), 'identity.noDeputy')
})

test('for how long it is lent has a limit; it neither begins in the past nor ends before it begins', async told => {
  const { wang } = await colleagues(told)
  const until = (last: string, first = from) => lend(told, 'zhang', wang, { from: first, until: last })
  assert.equal(await refused(until('2026-07-31')), 'identity.tooLong')
  assert.equal(await refused(until('2026-06-02', '2026-05-31')), 'common.invalid')
  assert.equal(await refused(until('2026-06-01', '2026-06-02')), 'common.invalid')
  await until('2026-07-30')
})

test('it is taken back by whoever lent it or by the security administrator, at once', async told => {
  const { wang } = await colleagues(told)
  const lent = await lend(told, 'zhang', wang)
  const key = { community: lent.community, id: lent.id }
  for (const who of ['小沈', '系统', '邻街安全'])
    assert.equal(await refused(told.as(who)('identity.recall', key, now)), 'common.forbidden')
  assert.equal(await refused((await as(told, 'wang'))('identity.recall', key)), 'common.forbidden')
  assert.equal((await (await as(told, 'zhang'))<Delegation>('identity.recall', key)).state, 'recalled')
  assert.equal((await postsOf(told, 'wang', now)).length, 1)
  const again = await lend(told, 'zhang', wang)
  await told.as('安全')('identity.recall', { community: again.community, id: again.id }, now)
  assert.equal((await postsOf(told, 'wang', now)).length, 1)
})

test('it ends with the post, with the account of whoever lent it, and with the post of whoever borrowed it', async told => {
  const { zhang, wang } = await colleagues(told)
  await lend(told, 'zhang', wang)
  const key = async (id: string) => ({
    id,
    ...(await told.db
      .selectFrom('identity.account')
      .select('community')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()),
  })
  const end = async (account: string) => {
    const post = await told.db
      .selectFrom('identity.post')
      .select('id')
      .where('account', '=', account)
      .executeTakeFirstOrThrow()
    await told.as('安全')('identity.endPost', { ...(await key(account)), post: post.id, to: '2026-06-02' }, now)
  }
  await end(wang)
  assert.equal((await postsOf(told, 'wang', day(1))).length, 2)
  assert.equal((await postsOf(told, 'wang', day(2))).length, 0)
  await told.as('系统')('identity.close', await key(zhang), now)
  assert.equal((await postsOf(told, 'wang', day(1))).length, 1)
})

test('what only the lent post allows is written down under both names; what one’s own allows under one', async told => {
  const { wang } = await colleagues(told)
  await lend(told, 'zhang', wang)
  const [actor] = [(await sessionOf(told.db, await tokenOf(told, 'wang'), now))!.actor]
  const rule = post('grid-worker').over('place')
  assert.ok(permits(rule, actor, { place: grid }))
  assert.equal(signed(rule, actor, { place: grid }).name, '王五（代张三）')
  assert.equal(signed(post('clerk').over('place'), actor, { place: grid }).name, '王五')
})

test('the deputy is told', async told => {
  const { wang } = await colleagues(told)
  await lend(told, 'zhang', wang)
  const { title, body } = await told.db
    .selectFrom('kernel.message')
    .select(['title', 'body'])
    .where('to', '=', wang)
    .executeTakeFirstOrThrow()
  assert.equal(title, '有人委托您代岗')
  assert.match(body, /张三请您从 2026-06-01 到 2026-06-10 代其网格员岗位/)
})

plain('a post lent and an administrator’s post given at the same moment do not meet in one person', async () => {
  const told = open()
  const zhang = await staff(told, 'lian', '连城', 'clerk', here)
  const { id: deputy } = await enrol(told, { username: 'dai' })
  await appoint(told, deputy, 'supervisor', here, { from: '2026-01-01', to: from })
  const { id: lentPost } = await told.db
    .selectFrom('identity.post')
    .select('id')
    .where('account', '=', zhang)
    .executeTakeFirstOrThrow()
  const input = { post: lentPost, deputy, from, until: '2026-06-10', reason: '休年假' }
  const actor = { id: zhang, name: '连城', posts: [] }
  const given = await Promise.all([
    call(told.house, { op: 'identity.delegate', input, actor, now }).then(
      () => 'done',
      (e: { code: string }) => e.code,
    ),
    appoint(told, deputy, 'audit-admin', here, { from: '2026-06-02' }).then(
      () => 'done',
      (e: { code: string }) => e.code,
    ),
  ])
  assert.deepEqual(given.toSorted(), ['done', 'identity.administratorsOnly'])
})
