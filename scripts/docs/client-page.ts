/** Prints ui/api.gen.ts: every operation as a function of one object, typed by its contract. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, type Part } from './system.ts'

export function clientPage(parts: readonly Part[]): string {
  const served = parts.filter(part => Object.keys(part.ops).length)
  return [
    '/** Printed by `npm run docs` from the contracts. `api.grid.matters(input)` is `ask(grid.ops.matters, input)`, nothing more. */',
    ...served.map(({ name }) => `import { ${name} } from '../${contractOf(name)}'`).toSorted(),
    "import type { Asked, Op, Ops, Output } from '../kernel/contract.ts'",
    "import { ask, type Sending } from './client.ts'",
    '',
    'type Call<T extends Op> = (input: Asked<T>, sending?: Sending) => Promise<Output<T>>',
    'type Client<T extends Ops> = { [N in keyof T]: Call<T[N]> }',
    '',
    'export const api = {',
    ...served.flatMap(({ name, ops }) => [
      `  ${name}: {`,
      ...Object.entries(ops).flatMap(([op, { label }]) => [
        `    /** ${label} */`,
        `    ${op}: (input, sending) => ask(${name}.ops.${op}, input, sending),`,
      ]),
      `  } satisfies Client<typeof ${name}.ops>,`,
    ]),
    '}',
    '',
  ].join('\n')
}

const contractOf = (name: string) =>
  [`modules/${name}/contract.ts`, `kernel/${name}-contract.ts`].find(file => existsSync(join(root, file))) ??
  missing(name)
const missing = (name: string): never => {
  throw new Error(`no contract file for ${name}`)
}
