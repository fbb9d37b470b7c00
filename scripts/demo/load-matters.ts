/** Half a year of matters, lived through the operations themselves: each report and each move at the moment the town says. */
import type { Actor } from '../../kernel/rules.ts'
import { Problem } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'
import type { Matter, Step } from './shape.ts'

const AT_ONCE = 6
const CALLED = 5 * 60_000
const REVISITED = 26 * 3_600_000
/** What a call after closing brings, more often good than not. */
const answers = ['pleased', 'pleased', 'fair', 'pleased', 'fair', 'displeased', 'pleased', 'unreached'] as const

export async function live(
  { system: { house }, town, say, now }: Filling,
  cast: ReadonlyMap<string, Actor>,
): Promise<void> {
  const buildings = await buildingIds()
  const people = new Map(town.people.map(p => [p.key, p]))
  const queue = town.matters.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const worker = async () => {
    for (let m = queue.shift(); m; m = queue.shift()) await oneMatter(m)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  say(`已装入 ${town.matters.length} 件半年来的事项`)

  async function oneMatter(m: Matter) {
    const { reporter } = m
    const person = reporter.kind === 'resident' ? people.get(reporter.person) : undefined
    const signedIn = reporter.kind === 'resident' && m.channel === 'web' ? cast.get(reporter.person) : undefined
    const said = {
      place: m.grid,
      category: m.item,
      title: m.title,
      description: m.description,
      address: m.address.slice(0, 100),
      lon: m.point[0],
      lat: m.point[1],
      phone: reporter.phone,
      ...(m.where.kind === 'building' && { building: buildings.get(m.where.key) }),
      ...(person && { contactName: person.name }),
    }
    const desk = [...cast.values()].find(a => a.posts.some(p => p.role === 'clerk' && p.place === m.community))!
    const web = m.channel === 'web'
    const { answer } = web
      ? await call(house, { op: 'grid.report', input: said, actor: signedIn ?? null, now: m.at })
      : await call(house, {
          op: 'grid.register',
          input: { ...said, source: m.channel === 'phone' ? 'phone' : 'walkIn' },
          actor: desk,
          now: m.at,
        })
    const { community, id } = answer as { community: string; id: string }
    const { ticket, owner } = await house.db
      .selectFrom('grid.matter')
      .select(['ticket', 'owner'])
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const self: Actor =
      signedIn && owner === signedIn.id ? signedIn : { id: ticket, name: '反映人', guest: true, posts: [] }
    let at = m.at.getTime()
    const n = Number(m.key.slice(1))
    for (const step of m.steps) {
      at += step.after * 60_000
      const actor = step.who === null ? self : cast.get(step.who)!
      await call(house, {
        op: `grid.${step.move}`,
        input: { community, id, ...asks(step) },
        actor,
        now: new Date(at),
      }).catch((error: unknown) => {
        const why = error instanceof Problem ? `${error.message} ${JSON.stringify(error.detail)}` : String(error)
        throw new Error(`演示事项 ${m.key} 走不到「${step.move}」：${why}`)
      })
      if (step.move === 'sign' && n % 17 && at + CALLED < now.getTime())
        await besides('contact', actor, at + CALLED, { reason: '约上门时间' })
    }
    const checked = m.steps.at(-1)
    if (checked?.move === 'verify' && n % 10 < 7 && at + REVISITED < now.getTime())
      await besides('revisit', cast.get(checked.who!)!, at + REVISITED, { result: answers[n % answers.length] })

    async function besides(move: string, actor: Actor, when: number, more: object) {
      await call(house, { op: `grid.${move}`, input: { community, id, ...more }, actor, now: new Date(when) })
    }
  }

  function asks({ move, note, to, stars }: Step): Record<string, unknown> {
    if (move === 'dispatch') return { holder: cast.get(to!)!.id, text: note }
    if (move === 'reject' || move === 'sendBack' || move === 'redo' || move === 'reopen') return { reason: note }
    if (move === 'rate') return { stars, text: note }
    return { text: note }
  }

  async function buildingIds() {
    const rows = await house.db.selectFrom('places.building').select(['community', 'id', 'estate', 'name']).execute()
    const named = new Map(rows.map(b => [`${b.community} ${b.estate}${b.name}`, b.id]))
    const compounds = new Map(town.compounds.map(c => [c.key, c.name]))
    return new Map(town.buildings.map(b => [b.code, named.get(`${b.community} ${compounds.get(b.compound)}${b.name}`)]))
  }
}
