/** The cast of this module's stories: three administrators on their first day, a clerk, and a resident. */
import { call } from '../../kernel/server.ts'
import { world, type Told } from '../../kernel/testing.ts'
import assert from 'node:assert/strict'
import type { From } from '../../kernel/session.ts'
import type { AccountCard, Me } from './contract.ts'
import { sessionOf } from './service.ts'

export const street = '320582100'
export const here = '320582100004'
export const next = '320582100013'
export const now = new Date('2026-06-01T01:00:00Z')
export const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
export const password = 'Xinfu-2026'
export const admins = {
  place: street,
  username: 'Xitong',
  name: '系统甲',
  password,
  security: { username: '杨舍-安全', name: '安全乙', password },
  audit: { username: '杨舍-审计', name: '审计丙', password },
}

export let before: { me: Me | null; founded: boolean }
export let founder: Me
export const { test, open, actors } = world(
  {
    系统: [{ role: 'system-admin', place: street }],
    安全: [{ role: 'security-admin', place: street }],
    审计: [{ role: 'audit-admin', place: street }],
    邻街安全: [{ role: 'security-admin', place: '320582101' }],
    小沈: [{ role: 'clerk', place: here }],
    王婶: [],
  },
  async ({ as }) => {
    before = await as(null)('identity.me', {}, now)
    founder = await as(null)('identity.found', admins, now)
  },
)

/** An account as the system administrator opens it: waiting for its owner, with the one-time code in the answer. */
export const invite = async (told: Told, more: object = {}) =>
  told.as('系统')<AccountCard & { revealed: string }>(
    'identity.enrol',
    { place: here, username: 'laozhou', name: '老周', ...more },
    now,
  )

/** The same, taken into use with a password of its owner's choice; nobody is signed in yet. */
export const enrol = async (told: Told, more: object = {}) => {
  const { revealed, id, community } = await invite(told, more)
  await told.as(null)('identity.accept', { code: revealed, fresh: password }, now)
  await told.db.deleteFrom('kernel.session').where('actor', '=', id).execute()
  return { id, community }
}
export const appoint = (told: Told, account: string, role: string, place: string, more: object = {}) =>
  told.as('安全')('identity.appoint', { account, role, place, ...more }, now)

export type Doer = Pick<Told, 'house'>
/** Signs in and gives the token. */
export const tokenOf = async (told: Doer, username: string, typed = password, when = now, from?: From) => {
  const { session } = await call(told.house, {
    op: 'identity.signIn',
    input: { username, password: typed },
    actor: null,
    now: when,
    ...(from && { from }),
  })
  assert.ok(session)
  return session.token
}

/** Whoever holds this token asks for something; gives the answer, and the token that counts from then on. */
export const asking =
  (told: Doer, first: string) =>
  async <T>(op: string, input: object, when = now, from?: From): Promise<T & { token: string }> => {
    const visitor = await sessionOf(told.house.db, first, when)
    const { answer, session } = await call(told.house, {
      op,
      input,
      actor: visitor?.actor ?? null,
      now: when,
      ...(from && { from }),
    })
    return { ...(answer as T), token: session?.token ?? first }
  }
