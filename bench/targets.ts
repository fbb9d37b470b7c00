/** Linli and the bare handler as things to be asked: where they listen, how one signs in, what each piece of work is there. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sessionCookie } from '../kernel/http.ts'
import type { Request } from './generator.ts'
import { linli, program, type Program } from './programs.ts'
import { record } from './record.ts'
import { report, scope, works, type Draw, type Work } from './requests.ts'
import { scratch } from './scratch.ts'

export type Target = {
  name: string
  program: Program
  headers: Record<string, string>
  requests: (work: Work) => Request[]
}

type Operation = { op: string; input: Record<string, unknown>; post?: true }

const operation = (work: Work, draw: Draw, category: string): Operation => {
  switch (work) {
    case 'list':
      return { op: 'people.persons', input: { place: draw.grid, search: draw.prefix } }
    case 'one':
      return { op: 'people.person', input: { community: draw.community, id: draw.id } }
    case 'report':
      return { op: 'grid.report', input: report(draw, category), post: true }
    case 'count':
      return { op: 'work.states', input: { machine: 'grid.matter', place: scope } }
  }
}

export async function linliTarget(owner: string, token: string, draws: Draw[], category: string): Promise<Target> {
  return {
    name: 'Linli',
    program: await linli(owner, join(scratch, 'data')),
    headers: { cookie: `${sessionCookie(true)}=${token}` },
    requests: work =>
      draws.map(draw => {
        const { op, input, post } = operation(work, draw, category)
        if (post) return { method: 'POST', path: `/api/${op}`, body: input }
        return { method: 'GET', path: `/api/${op}?${new URLSearchParams(input as Record<string, string>)}` }
      }),
  }
}

/** As many different statements as the machine's memory of plans should see; the same draws as everybody's first ones. */
const samples = 60

export async function bareTarget(owner: string, token: string, draws: Draw[], category: string): Promise<Target> {
  const some = draws.slice(0, samples)
  const recorded = []
  for (const work of works) {
    const statements = await record(
      owner,
      token,
      some.map(draw => operation(work, draw, category)),
    )
    recorded.push(...statements.map((all, n) => ({ path: `/${work}/${n}`, statements: all })))
  }
  const file = join(scratch, 'statements.json')
  writeFileSync(file, JSON.stringify(recorded))
  return {
    name: 'bare Node + pg',
    program: await program({
      name: 'bare',
      args: ['bench/bare.ts'],
      path: '/healthz',
      env: { DATABASE_URL: owner, BENCH_STATEMENTS: file },
    }),
    headers: {},
    requests: work =>
      some.map((draw, n) =>
        work === 'report'
          ? { method: 'POST', path: `/${work}/${n}`, body: report(draw, category) }
          : { method: 'GET', path: `/${work}/${n}` },
      ),
  }
}
