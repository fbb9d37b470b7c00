/**
 * Section `load`: the four pieces of everyday work at 200,000 people and 200,000 matters, sixteen clients, signed in;
 * Linli, the bare handler and the peers take turns, round by round, and of each the median counts.
 */
import { communitiesFor, fillMatters, fillPeople, fillPlaces, signIn } from './ground.ts'
import { sealer } from '../kernel/sealed.ts'
import { peerTargets } from './peers.ts'
import { load, memoryOf } from './programs.ts'
import { draws, labels, works, type Person, type Work } from './requests.ts'
import { benchKeys, database, install, median, withClient, type Line, type Section, type Server } from './scratch.ts'
import { bareTarget, linliTarget, type Target } from './targets.ts'

export type Options = { rows: number; rounds: number; seconds: number; say: (line: string) => void }
export const token = 'bench-0123456789abcdefghijklmnopqrstuvwxyzABCDEF'
const clients = 16

/** The town, in a database of its own that the other sections use as well. */
export const town = (server: Server, { rows, say }: Pick<Options, 'rows' | 'say'>) =>
  database(server, `town_${rows}`, async owner => {
    say(`filling a town of ${rows} people and ${rows} matters`)
    await install(owner)
    const keys = await benchKeys()
    await withClient(owner, async db => {
      await fillPlaces(db, communitiesFor(rows))
      await fillPeople(db, sealer(keys), rows, communitiesFor(rows))
      await fillMatters(db, rows, communitiesFor(rows))
      await signIn(db, token)
    })
  })

export async function inTown(owner: string, rows: number) {
  return withClient(owner, async db => {
    const people = await db.query<Person>(
      `select community, id from people.resident where id > uuidv4() order by id limit 2000`,
    )
    const category = await db.query<{ code: string }>(
      `select code from grid.category c where not exists (select from grid.category d where d.parent = c.code) order by code limit 1`,
    )
    await db.query(`update kernel.session set used = now(), until = now() + interval '1 day'`)
    return { draws: draws(rows, people.rows, 2_000), category: category.rows[0]!.code }
  })
}

export async function loadSection(server: Server, options: Options): Promise<Section> {
  const { rows, rounds, seconds, say } = options
  const owner = await town(server, options)
  const { draws: drawn, category } = await inTown(owner, rows)
  const { targets: peers, notes } = await peerTargets(server, rows, drawn, say)
  const targets = [
    await linliTarget(owner, token, drawn, category),
    await bareTarget(owner, token, drawn, category),
    ...peers,
  ]
  try {
    const lines: Line[] = []
    for (const work of works) {
      const rates = await alternating(targets, work, { rounds, seconds, say })
      lines.push(...compared(work, targets, rates))
    }
    const memory = targets.map(t => `${t.name} ${mb(memoryOf(t.program.child.pid!).now)}`)
    return {
      title: `${rows.toLocaleString('en')} people and ${rows.toLocaleString('en')} matters, ${clients} clients, signed in`,
      at: new Date().toISOString(),
      lines,
      notes: [...notes, `Memory of each server after it: ${memory.join(', ')} MB.`],
    }
  } finally {
    for (const target of targets) await target.program.stop()
  }
}

const mb = (bytes: number) => Math.round(bytes / 1e6)

type Rates = Map<string, { rate: number; p50: number; p99: number }[]>
async function alternating(targets: Target[], work: Work, o: Omit<Options, 'rows'>): Promise<Rates> {
  const measured: Rates = new Map(targets.map(t => [t.name, []]))
  // The first time round warms up and does not count.
  for (let round = 0; round <= o.rounds; round++)
    for (const { name, program, headers, requests } of targets) {
      const ms = (round ? o.seconds : 1) * 1000
      const done = await load({ port: program.port, headers, requests: requests(work), clients, ms })
      if (done.bad) throw new Error(`${name}, ${work}: ${done.bad} answers were refusals, the first: ${done.firstBad}`)
      if (!round) continue
      measured.get(name)!.push(done)
      o.say(
        `${labels[work]} · ${name}: ${Math.round(done.rate)}/s, p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms`,
      )
    }
  return measured
}

function compared(work: Work, targets: Target[], rates: Rates): Line[] {
  const of = (name: string) => median(rates.get(name)!.map(r => r.rate))
  const p99 = (name: string) => median(rates.get(name)!.map(r => r.p99))
  const mine = of('Linli')
  const said = (name: string) => `${name} ${Math.round(of(name))}/s (p99 ${p99(name).toFixed(0)} ms)`
  const peers = targets.slice(2).map(t => t.name)
  const best = peers.toSorted((a, b) => of(b) - of(a))[0]
  const line = (ratio: number, other: string, target: number): Line => ({
    what: `${labels[work]}: Linli against ${other}`,
    ratio: `${ratio.toFixed(2)} ×`,
    figure: `${said('Linli')}; ${said(other)}`,
    target: `≥ ${target} ×`,
    met: ratio >= target,
  })
  return [
    line(mine / of('bare Node + pg'), 'bare Node + pg', 0.5),
    ...(best ? [line(mine / of(best), best, 10)] : []),
    ...peers.filter(name => name !== best).map(name => ({ ...line(mine / of(name), name, 10), target: '', met: null })),
  ]
}
