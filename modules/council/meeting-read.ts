/** Meetings as they stand: the agenda with what came of it, who came, and whether they are enough, in words. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { BodyName } from './body-rules.ts'
import { seatsOf, sittingOn } from './body-read.ts'
import type { council } from './contract.ts'
import { kindOf, type KindName } from './kind-rules.ts'
import { roles } from './power-rules.ts'
import { linesOf } from './lines.ts'
import type { choices, comings, methods, outcomes } from './meeting-contract.ts'
import { meeting as machine } from './meeting-rules.ts'
import { byHousehold, quorumOf } from './quorum.ts'
import type { Said } from './shapes.ts'

type Key = { community: string; id: string }
export type MeetingRow = {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  body: string
  bodyName: string
  kind: KindName
  law: BodyName
  title: string
  venue: string
  startsAt: Date
  onward: boolean
  urgent: string | null
  noticeBy: string
  convenedAt: Date | null
  openedAt: Date | null
  closedAt: Date | null
  entitled: number | null
  headcount: number | null
  bodyEntitled: number | null
  bodyHouseholds: number | null
  minutes: string | null
  publishedAt: Date | null
  reason: string | null
  items: number
}

export async function meetingsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<MeetingRow & { total: number }>`
    select m.*, b.name as body_name, b.kind, b.entitled as body_entitled, b.households as body_households,
      (select count(*)::int from council.item i where i.community = m.community and i.meeting = m.id) as items
    from (select *, count(*) over ()::int as total from council.meeting where ${where} order by starts_at desc, id limit ${size} offset ${(page - 1) * size}) m
    join council.body b on b.community = m.community and b.id = m.body order by m.starts_at desc, m.id`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export const findMeeting = async (ctx: Ctx, community: string, id: string) => {
  const found = (await meetingsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readMeeting(ctx: Ctx, { community, id }: Key) {
  const found = (await meetingsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type FoundMeeting = NonNullable<Awaited<ReturnType<typeof findMeeting>>>

/** The day whose law counts, and whose members may come: when it is held. */
export const dayHeld = (m: Pick<MeetingRow, 'openedAt' | 'startsAt'>) => dayOf(m.openedAt ?? m.startsAt)

async function whole(ctx: Ctx, m: MeetingRow) {
  const { everyone = false, byBallot = false } = kindOf(m.kind)
  const day = dayHeld(m)
  const [seats, came, agenda, signatures, timeline] = await Promise.all([
    seatsOf(ctx, { community: m.community, id: m.body }),
    attendanceOf(ctx, m),
    agendaOf(ctx, m),
    signaturesOf(ctx, m),
    linesOf(ctx, m, machine, '筹备会议'),
  ])
  const attends = new Map(came.map(a => [a.seat, a]))
  const nameOf = new Map(seats.map(s => [s.id, s.name]))
  const people = sittingOn(seats, day).map(s => ({
    seat: s.id,
    name: s.name,
    role: roles[s.role],
    grp: s.grp,
    came: attends.get(s.id)?.came ?? null,
    proxyName: nameOf.get(attends.get(s.id)?.proxy ?? '') ?? null,
    reason: attends.get(s.id)?.reason ?? null,
    signed: signatures.some(g => g.seat === s.id),
  }))
  const present = everyone ? (m.headcount ?? 0) : people.filter(p => p.came === 'present' || p.came === 'proxy').length
  const entitled = m.entitled ?? (everyone ? ofAll(m, day) : people.length)
  const came_ = people.filter(p => p.came === 'present').length
  return {
    ...m,
    everyone,
    entitled,
    present,
    quorum: byBallot ? { met: true, missing: 0, say: [] } : quorumOf(m.law, entitled, present, day),
    agenda,
    people,
    unsettled: agenda.filter(i => i.outcome === null).length,
    signatures: signatures.map(({ name, at }) => ({ name, at })),
    signed: signatures.length,
    signersNeeded: everyone ? 2 : Math.floor(came_ / 2) + 1,
    timeline,
    offers: offered(ctx, machine, {
      ...m,
      everyone,
      unsettled: agenda.filter(i => i.outcome === null).length,
      signed: signatures.length,
      signersNeeded: everyone ? 2 : Math.floor(came_ / 2) + 1,
    } as unknown as Stored),
  }
}
const ofAll = (m: MeetingRow, day: string) => (byHousehold(m.law, day) ? m.bodyHouseholds : m.bodyEntitled) ?? 0

const attendanceOf = async ({ db }: Ctx, { community, id }: Key) =>
  (
    await sql<{ seat: string; came: keyof typeof comings; proxy: string | null; reason: string | null }>`
    select seat, came, proxy, reason from council.attendance where community = ${community} and meeting = ${id}`.execute(
      db,
    )
  ).rows

const signaturesOf = async ({ db }: Ctx, { community, id }: Key) =>
  (
    await sql<{ name: string; seat: string | null; at: Date }>`
    select name, seat, at from council.signature where community = ${community} and meeting = ${id} order by at, name`.execute(
      db,
    )
  ).rows

export type ItemRow = {
  id: string
  at: number
  topic: string | null
  title: string
  said: string
  method: keyof typeof methods
  outcome: keyof typeof outcomes | null
  present: number | null
  yes: number | null
  no: number | null
  abstain: number | null
  verdict: Said[] | null
  reason: string | null
  resolution: string | null
}
async function agendaOf({ db }: Ctx, { community, id }: Key) {
  const [items, speeches, voices] = await Promise.all([
    sql<ItemRow>`
      select i.*, r.id as resolution from council.item i
      left join council.resolution r on r.community = i.community and r.item = i.id
      where i.community = ${community} and i.meeting = ${id} order by i.at`.execute(db),
    sql<{ item: string; at: Date; speaker: string; said: string }>`
      select item, at, speaker, said from council.speech where community = ${community} and meeting = ${id} order by at, id`.execute(
      db,
    ),
    sql<{ item: string; seat: string; name: string; choice: keyof typeof choices }>`
      select v.item, v.seat, s.name, v.choice from council.voice v join council.seat s on s.community = v.community and s.id = v.seat
      where v.community = ${community} and v.meeting = ${id} order by s.grp, s.name`.execute(db),
  ])
  return items.rows.map(i => ({
    ...i,
    verdict: i.verdict ?? [],
    speeches: speeches.rows.filter(s => s.item === i.id),
    voices: voices.rows.filter(v => v.item === i.id),
  }))
}

export function listMeetings(ctx: Ctx, { place = '', state, body, ...paging }: Input<typeof council.ops.meetings>) {
  const inState = state?.length ? sql`state = any(${state})` : sql`true`
  const of = body ? sql`body = ${body}` : sql`true`
  return meetingsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${inState} and ${of}`, paging)
}

/** What hangs on the board: where and when, the agenda, and after it what came of it. Names of who came stay in the minutes. */
export async function publicMeetings(ctx: Ctx, { place, ...paging }: Input<typeof council.ops.publicMeetings>) {
  const known = Object.keys(machine.states).filter(s => s !== machine.initial && s !== 'cancelled')
  const { items, total } = await meetingsWhere(ctx, sql`${under('place', place)} and state = any(${known})`, paging)
  const full = await Promise.all(items.map(m => whole(ctx, m)))
  return {
    items: full.map(m => ({
      ...m,
      agenda: m.agenda.map(({ title, outcome, yes, no, abstain }) => ({
        title,
        outcome,
        counted: yes === null ? '' : `同意 ${yes}，不同意 ${no}，弃权 ${abstain}`,
      })),
      came: m.openedAt ? `应到 ${m.entitled}，到会 ${m.present}` : null,
    })),
    total,
  }
}
