/**
 * The whole system as data, for whoever prints it or checks it: each part with its operations, machines, figures and
 * problems. What is found here is what runs, because it is read from the services and from the modules' own rules.
 */
import '../../apps/server/services.ts'
import '../../apps/server/web.ts'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { from, allProblems, type Figures, type Machine, type Rule } from '../../kernel/rules.ts'
import type { Op, Ops } from '../../kernel/contract.ts'
import { allServices } from '../../kernel/server.ts'
import { modules } from '../../modules/map.ts'

export const root = join(import.meta.dirname, '../..')

export type Part = {
  name: string
  label: string
  /** Where its law stands, from the root; none for what has no law of its own. */
  file: string | null
  ops: Ops
  /** By operation; a move's rule is its machine's. */
  may: Record<string, Rule>
  machines: readonly Machine[]
  figures: Figures
  problems: readonly (readonly [code: string, status: number, say: string])[]
}

/** In the order of the map, the kernel's own at the end. */
export async function parts(): Promise<Part[]> {
  const order = Object.keys(modules)
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const found = await Promise.all(allServices().map(({ contract, implementation }) => partOf(contract, implementation)))
  const named = new Set(found.map(part => part.name))
  const others = [...new Set([...allProblems().keys()].map(code => code.split('.')[0]!))].filter(
    name => !named.has(name),
  )
  const common = { name: 'common', label: '通用的提示', file: null, ops: {}, may: {}, machines: [], figures: {} }
  return [
    ...found.toSorted((a, b) => place(a.name) - place(b.name)),
    { ...common, problems: others.flatMap(problemsOf) },
  ]
}

type Served = ReturnType<typeof allServices>[number]

async function partOf(
  { name, label, ops }: Served['contract'],
  { may, records = [] }: Served['implementation'],
): Promise<Part> {
  const file = [`modules/${name}/rules.ts`, `kernel/${name}-rules.ts`].find(f => existsSync(join(root, f))) ?? null
  // A law that outgrows its file goes on beside it: patrol-rules.ts, figure-rules.ts.
  const files = file ? [file, ...globSync(`modules/${name}/*-rules.ts`, { cwd: root }).toSorted()] : []
  const said = (await Promise.all(files.map(f => import(join(root, f))))).flatMap(law => Object.values(law as object))
  const machines = [...new Set([...said.filter(isMachine), ...records.map(r => r.machine)])]
  const moves = machines.flatMap(m => Object.entries(m.moves).map(([move, { by }]) => [move, by] as const))
  return {
    name,
    label,
    file,
    ops,
    may: { ...Object.fromEntries(moves.filter(([move]) => ops[move]?.kind === 'move')), ...may },
    machines,
    figures: Object.assign({}, ...said.filter(isFigures)) as Figures,
    problems: problemsOf(name),
  }
}

const has = (thing: unknown, ...keys: string[]) =>
  typeof thing === 'object' && thing !== null && keys.every(key => Object.hasOwn(thing, key))
const isMachine = (thing: unknown): thing is Machine => has(thing, 'states', 'moves', 'initial')
const isFigures = (thing: unknown): thing is Figures =>
  has(thing) && Object.values(thing as object).every(f => has(f, 'is', 'label', 'source', 'name'))

const problemsOf = (module: string) =>
  [...allProblems()]
    .filter(([code]) => code.startsWith(`${module}.`))
    .map(([code, [status, say]]) => [code, status, say] as const)

/** The move behind an operation of this part, if it is one. */
export const moveOf = ({ machines, ops }: Part, name: string) =>
  ops[name]?.kind === 'move' ? machines.map(m => ({ machine: m, move: m.moves[name] })).find(m => m.move) : undefined

export const address = (op: Op) => `${op.kind === 'query' ? 'GET' : 'POST'} /api/${op.name}`
export const fromLabels = (machine: Machine, move: Machine['moves'][string]) =>
  from(move).map(state => machine.states[state]?.label ?? state)

/** A table for people to read: a bar in a cell would split it. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map(row => `| ${row.map(cell => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`),
]
