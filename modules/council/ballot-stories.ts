/** The cast of the ballots' stories: a village with its clerks and its head, and those who vote; and the voter's side of the blind signature. */
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { world, type As, type Told } from '../../kernel/testing.ts'
import type { Actor } from '../../kernel/rules.ts'
import '../identity/service.ts'
import '../people/service.ts'
import '../places/service.ts'
import type { Ballot, Log, Right } from './ballot-shapes.ts'
import type { Sheet } from './sheet-rules.ts'
import './service.ts'
import type { z } from 'zod'

export const here = '320582100004'
export const next = '320582100013'
export const one = `${here}001`
/** Friday 20 November 2026; the election is on 20 December, as in the vectors of the rule book. */
export const begin = new Date('2026-11-20T01:00:00Z')
export const on = (day: string, time = '09:00') => new Date(`${day}T${time}:00+08:00`)
export const voters = ['王婶', '李叔', '赵姨', '钱伯', '孙姐'] as const

export const { test, open, actors } = world(
  {
    小沈: [{ role: 'clerk', place: here }],
    小顾: [{ role: 'clerk', place: here }],
    书记: [{ role: 'head', place: here }],
    监督员: [{ role: 'supervisor', place: here }],
    邻村受理员: [{ role: 'clerk', place: next }],
    邻村书记: [{ role: 'head', place: next }],
    ...Object.fromEntries(voters.map(name => [name, []])),
    小宝: [],
    外人: [],
  },
  async told => {
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      ['320582100', '杨舍镇'],
      [here, '花园浜村'],
      [next, '暨阳村'],
      [one, '第一网格'],
      [`${next}001`, '第一网格'],
    ] as const)
      await told.db.insertInto('places.place').values({ code, name }).execute()
    for (const actor of Object.values(told.actors)) await account(told, actor)
    for (const [i, name] of voters.entries())
      await register(told, name, { birth: `19${60 + i}-05-01`, relation: i % 2 ? 'spouse' : 'householder' })
    await register(told, '小宝', { birth: '2008-12-21' })
    await register(told, '租客', { birth: '1990-01-01', residence: 'tenant' })
  },
)

const account = ({ db }: Told, { id, name = '' }: Actor) =>
  db
    .insertInto('identity.account')
    .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
    .execute()

export async function register(told: Told, name: string, more: object = {}, who = '小沈', place = one) {
  const account = told.actors[name]?.id
  const said = { place, name, residence: 'registered', sex: '女', ...(account && { account }), ...more }
  return told.as(who)<{ id: string; person: string }>('people.register', said, begin)
}

export const council =
  (as: As, who: string | null) =>
  (op: string, input: object, at = begin) =>
    as(who)<Ballot>(`council.${op}`, input, at)

export type Ask = {
  text?: string
  ask: string
  lines?: string
  most?: number
  signed?: boolean
  budget?: number
  rule?: string
}
export const lamp: Ask = {
  text: '今年先办哪一件',
  ask: 'approval',
  most: 2,
  budget: 100_000,
  lines: '路灯更新 60000\n花坛 3万\n健身器材，45000元',
}
export const agree: Ask = { text: '是否同意公约', ask: 'yesNo' }
export const choose: Ask = { text: '选举村委会主任', ask: 'election', most: 1, lines: '王婶\n李叔' }

type Key = { community: string; id: string }
const key = ({ community, id }: Key) => ({ community, id })

/** Drafted, with its questions and everybody of age on the roll. */
export async function drafted(
  as: As,
  questions: readonly Ask[],
  body = 'villageAssembly',
  opens = on('2026-12-20'),
  closes = on('2026-12-20', '17:00'),
) {
  const clerk = council(as, '小沈')
  const b = await clerk('draftBallot', {
    place: here,
    title: '年度表决',
    body,
    opensAt: opens.toISOString(),
    closesAt: closes.toISOString(),
  })
  for (const q of questions) await clerk('addQuestion', { ...key(b), text: '问题一', ...q })
  return clerk('fillRoll', key(b))
}

export const voteDay = on('2026-12-20', '10:00')
export const after = on('2026-12-20', '18:00')

export async function opened(as: As, questions: readonly Ask[], body?: string) {
  const b = await drafted(as, questions, body)
  await council(as, '书记')('publishRoll', key(b))
  return council(as, '书记')('openVote', key(b), voteDay)
}

export const counted = async (as: As, b: Key, at = after) => {
  await council(as, '书记')('closeVote', key(b), at)
  return council(as, '小沈')('countVote', key(b), at)
}

export async function published(as: As, b: Key, at = after) {
  await counted(as, b, at)
  await council(as, '书记')('publishVote', key(b), at)
  return as(null)<Log>('council.log', key(b), at)
}

// ── The voter's browser ─────────────────────────────────────────────────────

const suite = RSABSSA.SHA384.PSS.Deterministic()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
export type Ticket = { token: string; signature: string }

export async function blinded(as: As, b: Key, at = voteDay) {
  const { publicKey } = await as(null)<{ publicKey: string }>('council.publicBallot', key(b), at)
  const der = new Uint8Array(Buffer.from(publicKey, 'base64'))
  const pk = await crypto.subtle.importKey('spki', der, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
  const token = crypto.getRandomValues(new Uint8Array(32))
  const { blindedMsg, inv } = await suite.blind(pk, token)
  return {
    blinded: text(blindedMsg),
    async finish(signature: string): Promise<Ticket> {
      return {
        token: text(token),
        signature: text(await suite.finalize(pk, token, new Uint8Array(Buffer.from(signature, 'base64url')), inv)),
      }
    },
  }
}

export const rightOf = async (as: As, b: Key, name: string, at = voteDay) =>
  (await as(name)<z.infer<typeof Right>[]>('council.myRights', key(b), at))[0]!

export async function ticket(as: As, b: Key, name: string, at = voteDay): Promise<Ticket> {
  const right = await rightOf(as, b, name, at)
  const mine = await blinded(as, b, at)
  const { signature } = await as(name)<{ signature: string }>(
    'council.takeToken',
    { ...key(b), voter: right.voter, blinded: mine.blinded },
    at,
  )
  return mine.finish(signature)
}

export const cast = (as: As, b: Key, mine: Ticket, sheet: Sheet, at = voteDay) =>
  as(null)('council.cast', { ...key(b), ...mine, sheet }, at)

export async function votes(as: As, b: Key, name: string, sheet: Sheet, at = voteDay): Promise<Ticket> {
  const mine = await ticket(as, b, name, at)
  await cast(as, b, mine, sheet, at)
  return mine
}
