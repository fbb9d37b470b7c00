/** A visit to a home: what was asked and answered there, who is new; each answer is merged field by field with its source. 篇3 二「每周巡视」 */
import type { Input, Output } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { people } from './contract.ts'
import { problem } from './rules.ts'

const via = '走访采集'

export async function collect(ctx: Ctx, input: Input<typeof people.ops.collect>) {
  const { place, room, outcome, note, said, answers, arrivals } = input
  const community = place.slice(0, 12)
  const home = await ctx.ask(places.ops.room, { community, id: room })
  if (home?.place !== place) throw problem.noSuchHome()
  const id = newId(ctx.now.getTime())
  await ctx.db
    .insertInto('people.visit')
    .values({ community, id, room, place, outcome, note, by: ctx.me.id, byName: ctx.me.name ?? null, at: ctx.made })
    .execute()
  const told: Output<typeof people.ops.collect> = { id, changed: 0, conflicts: [], arrived: [], persons: [] }
  const source = `走访，${said}说`
  for (const { resident, ...answer } of answers) {
    const card = await ctx.ask(people.ops.edit, { ...answer, community, id: resident, source, via })
    const conflicts = card.conflicts ?? []
    told.changed += Object.keys(answer.changes).length - conflicts.length
    told.conflicts.push(...conflicts.map(conflict => ({ ...conflict, resident, name: card.name })))
    told.persons.push(card.person)
  }
  for (const arrival of arrivals) {
    const card = await ctx.ask(people.ops.register, { ...arrival, place, room })
    told.arrived.push({ id: card.id, name: card.name })
    told.persons.push(card.person)
  }
  return told
}
