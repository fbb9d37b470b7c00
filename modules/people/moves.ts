/** What each move does to a resident's card besides changing its state. The law of who may and when is in rules.ts. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import { maskName } from '../../kernel/numbers.ts'
import { moving } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { addContact, endContact, openContact } from './contact.ts'
import { people } from './contract.ts'
import { uses } from './documents.ts'
import { correct, edit, type Resident } from './edit.ts'
import { handOver } from './handover.ts'
import { becomeHead, join, split } from './household.ts'
import { match } from './match.ts'
import { absorb } from './merging.ts'
import { moveHome } from './move-home.ts'
import { remember } from './change.ts'
import { findResident } from './resident.ts'
import { endStay, settle } from './residence.ts'
import { forget } from './erase.ts'
import { problem, resident } from './rules.ts'
import { tag, untag } from './tag.ts'

export const movingResidents = moving(people, {
  table: 'people.resident',
  machine: resident,
  title: r => maskName(r.name),
  find: findResident,
  on: {
    async reveal(ctx, r, { field, contact }) {
      if (field === 'contact') {
        ctx.also['revealed'] = await openContact(ctx, r, contact ?? '')
        return
      }
      const sealed = r[field]
      if (!sealed) throw problem.notGiven()
      ctx.also['revealed'] = ctx.sealer.open(sealed, uses[field])
    },
    correct,
    edit,
    addContact,
    endContact,
    tag,
    untag,
    moveHome,
    splitHousehold: (ctx, r, { with: others }) => split(ctx, r, others),
    joinHousehold: join,
    becomeHead: (ctx, r) => becomeHead(ctx, r, '改为户主'),
    handOver,
    forget,
    absorb,
    match,

    leaveHome: (ctx, r, { date }) => living(ctx, r, 'registeredAway', '人户分离', date),
    returnHome: (ctx, r, { date }) => living(ctx, r, atHome(r), '回来居住', date),
    restore: (ctx, r) => living(ctx, r, atHome(r), '恢复'),
    depart: (ctx, r, { date }) => ended(ctx, r, date, '迁移交接'),
    moveOut: (ctx, r, { date = dayOf(ctx.now), reason }) => ended(ctx, r, date, reason ? `迁出：${reason}` : '迁出'),
    async passAway(ctx, r, { date }) {
      if (date > dayOf(ctx.now)) throw problem.notYetDied()
      return ended(ctx, r, date, '去世')
    },
  },
})

const atHome = ({ residence }: Resident) => (residence === 'registeredAway' ? 'registered' : residence)

async function living(ctx: Ctx, r: Resident, residence: string, source: string, day?: string) {
  await settle(ctx, r, { kind: residence, place: r.place, room: r.room, address: r.address, source }, day)
  await remember(ctx, r, { what: source, source, changes: {} })
  return { residence, until: null }
}

/** A day long before the card was begun is still the right day to put on it; the row of living here ends where it began. */
async function ended(ctx: Ctx, r: Resident, date: string, source: string) {
  if (date > dayOf(ctx.now)) throw problem.notYet()
  const { rows } = await sql<{ since: string }>`
    select max(lower(during))::text as since from people.residence where community = ${r.community} and resident = ${r.id}`.execute(
    ctx.db,
  )
  const since = rows[0]?.since
  await endStay(ctx, r, since && date < since ? since : date)
  await remember(ctx, r, { what: source, source, changes: {} })
  return { until: date }
}
