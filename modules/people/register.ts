/** How a resident's card begins: each field says where it came from. 篇3 一「逐人登记」、篇3 一「同管理同服务」、篇8 3.4「信息采集机制」 */
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { start } from '../../kernel/move.ts'
import { startMany } from '../../kernel/start-many.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import type { people } from './contract.ts'
import { readDocument, saysBirth } from './documents.ts'
import { initials, phoneColumns } from './columns.ts'
import { note, type Noted } from './facts.ts'
import { head, householdOf } from './household.ts'
import { movingResidents } from './moves.ts'
import { personOf } from './person.ts'
import type { Purpose } from './purposes.ts'
import { findResident } from './resident.ts'
import { settle } from './residence.ts'
import { problem } from './rules.ts'

const via = '登记居民'

export async function register(ctx: Ctx, input: Input<typeof people.ops.register>) {
  const { place, name, phone, room, relation, residence, account, hometown } = input
  const today = dayOf(ctx.now)
  const community = place.slice(0, 12)
  const { sex, birth, ...document } = readDocument({ sealer: ctx.sealer, today }, input)
  const home = room === undefined ? null : await ctx.ask(places.ops.room, { community, id: room })
  if (room !== undefined && home?.place !== place) throw problem.noSuchRoom()
  const id = newId(ctx.now.getTime())
  const key = { community, id }
  const there = { ...key, room: room ?? null, household: id }
  const row = {
    ...there,
    place,
    relation,
    person: document.idKey ? await personOf(ctx, document.idKey) : newId(ctx.now.getTime()),
    name,
    initials: initials(name),
    ...document,
    sex,
    birth,
    ...phoneColumns(ctx, phone),
    address: home?.address ?? null,
    household: relation === 'householder' ? await head(ctx, there) : await householdOf(ctx, there),
    residence,
    hometown: hometown ?? null,
    account: account ?? null,
    since: ctx.now,
  }
  // Whoever is registered here and lives elsewhere begins where leaving home would have led.
  if (residence === 'registeredAway') await startMany(ctx, movingResidents, [{ ...row, state: 'away' }])
  else await start(ctx, movingResidents, row)
  const stay = { kind: residence, place, room: there.room, address: row.address, source: via }
  await settle(ctx, key, stay, input.since ?? today)
  const said = { name, idNumber: document.idKey, phone, residence, hometown, home: room, household: room }
  const facts: Noted[] = [
    ...given(said).map(field => ({ field, source: '登记' })),
    ...given({ birth, sex }).map(field => ({ field, source: saysBirth(document.document) ? '身份证号' : '登记' })),
  ]
  await note(ctx, key, facts, via)
  return findResident(ctx, community, id)
}

const given = (values: Partial<Record<Purpose, unknown>>) =>
  (Object.keys(values) as Purpose[]).filter(field => values[field] !== undefined && values[field] !== null)
