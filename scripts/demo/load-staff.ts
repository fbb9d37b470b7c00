/** The staff of the demonstration town and the one resident who signs in, each with an account and their posts. */
import { addYears, dayOf } from '../../kernel/clock.ts'
import { call } from '../../kernel/server.ts'
import type { Actor, Post } from '../../kernel/rules.ts'
import { administrators, factor, type Role } from '../../modules/identity/rules.ts'
import type { Filling } from './load.ts'
import type { Staff } from './shape.ts'

export type Cast = readonly (readonly [username: string, who: string])[]
export const castPassword = 'Linli-2026'

const roles: Record<Staff['post'], string> = {
  'street-chief': 'chief',
  'street-clerk': 'clerk',
  checker: 'clerk',
  'community-head': 'head',
  'community-clerk': 'clerk',
  'council-chair': 'council-chair',
  'grid-worker': 'grid-worker',
  repair: 'repairer',
  doctor: 'doctor',
  accountant: 'accountant',
  cashier: 'cashier',
  supervisor: 'supervisor',
}
const usernames: Record<string, string> = {
  郑晓东: 'xiaozheng',
  周国平: 'laozhou',
  陈静: 'chenyisheng',
  沈丽: 'shenli',
  王秀兰: 'wangshen',
  林会清: 'kuaiji',
  许出宁: 'chuna',
  方监正: 'jiandu',
}

/** The three administrators need a second factor; whoever tries the town out has no authenticator at hand. */
const withoutFactor = (role: Role, place: string, by: string, now: Date) => ({
  name: factor[role].name,
  place,
  from: dayOf(now),
  is: 0,
  reason: '演示街道',
  document: '演示文〔2026〕1号',
  by,
  at: now,
})

/** Gives who acts for whom: by the town's key, the actor with the posts they were given. */
export async function loadStaff({
  system: { house },
  town,
  founder,
  say,
  now,
}: Filling): Promise<ReadonlyMap<string, Actor>> {
  const db = house.db
  const security = await db
    .selectFrom('identity.account')
    .select('id')
    .where('username', '=', 'security')
    .executeTakeFirstOrThrow()
  const appointer: Actor = {
    id: security.id,
    name: '安全管理员',
    posts: [{ role: 'security-admin', place: town.street.code }],
  }
  const actors = new Map<string, Actor>()
  const opened = new Map<string, Actor>()
  for (const [i, s] of town.staff.entries()) {
    const who = s.person ?? s.key
    const post: Post = { role: roles[s.post], place: s.place }
    const known = opened.get(who)
    const id =
      known?.id ??
      (await enrol({
        username: usernames[s.name] ?? `${roles[s.post].replace('-', '')}${i + 1}`,
        name: s.name,
        place: s.place.slice(0, 12),
        workPhone: s.phone,
      }))
    await call(house, {
      op: 'identity.appoint',
      input: { account: id, ...post, from: addYears(dayOf(now), -1) },
      actor: appointer,
      now,
    })
    const actor = { id, name: s.name, posts: [...(known?.posts ?? []), post] }
    opened.set(who, actor)
    actors.set(s.key, actor)
  }
  const wang = town.people.find(p => p.name === '王秀兰')!
  const home = await db
    .selectFrom('people.resident')
    .select(['community', 'id', 'person'])
    .where('name', '=', wang.name)
    .where('community', '=', wang.community)
    .executeTakeFirstOrThrow()
  const account = await enrol({
    username: usernames[wang.name]!,
    name: wang.name,
    place: wang.community,
    person: home.person,
  })
  await db
    .updateTable('people.resident')
    .set({ account })
    .where('community', '=', home.community)
    .where('id', '=', home.id)
    .execute()
  actors.set(wang.key, { id: account, name: wang.name, posts: [] })
  // A password set by somebody else must be changed at the first sign-in; a demonstration would only be in the way of itself.
  await db.updateTable('identity.account').set({ mustChange: false }).execute()
  await db.deleteFrom('kernel.session').execute()
  await db
    .insertInto('kernel.figure')
    .values(administrators.map(role => withoutFactor(role, town.street.code, security.id, now)))
    .onConflict(c => c.doNothing())
    .execute()
  await house.refresh()
  say(`已开设 ${opened.size + 4} 个账号`)
  return actors

  async function enrol(input: {
    username: string
    name: string
    place: string
    person?: string
    workPhone?: string
  }): Promise<string> {
    const opened = await call(house, { op: 'identity.enrol', input, actor: founder, now })
    const { id, revealed } = opened.answer as { id: string; revealed: string }
    await call(house, { op: 'identity.accept', input: { code: revealed, fresh: castPassword }, actor: null, now })
    return id
  }
}
