/** Every place where the law names its source: machines, moves, figures, and any line of code that cites a clause. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cited } from '../clauses.ts'
import { root, type Part } from './system.ts'

/** `what` is for people, `names` are the words by which tests speak of it. */
export type Citation = { source: string; module: string; what: string; names: readonly string[]; file: string }

export function citations(parts: readonly Part[]): Citation[] {
  return parts.flatMap(({ name: module, file, machines, figures }) => {
    const at = { module, file: file ?? '' }
    const ofMachines = machines.flatMap(m => [
      {
        ...at,
        source: m.source ?? '',
        what: `流程「${m.label}」`,
        names: Object.keys(m.moves).map(move => `${module}.${move}`),
      },
      ...Object.entries(m.moves).map(([move, { label, source = '' }]) => ({
        ...at,
        source,
        what: `「${m.label}」的「${label}」`,
        names: [`${module}.${move}`],
      })),
    ])
    const ofFigures = Object.entries(figures).map(([key, f]) => ({
      ...at,
      source: f.source,
      what: `数「${f.label}」`,
      names: [f.name, `limit.${key}`],
    }))
    return [...ofMachines, ...ofFigures].filter(c => c.source)
  })
}

export const handbookCodes = (source: string): string[] => source.match(/\b[A-Z]{1,3}-\d{2}\b/g) ?? []

const files = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map(f => f.replaceAll('\\', '/'))
    .toSorted()
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Clauses named in comments of code that has no law of its own: screens, the kernel, migrations. */
export function citedInCode(): { file: string; ids: string[]; unknown: string[] }[] {
  return files('{kernel,modules,ui,apps}/**/*.{ts,tsx,sql,css}')
    .filter(file => !/\.(test|e2e|gen)\.ts$/.test(file))
    .map(file => ({ file, ...cited(read(file)) }))
    .filter(({ ids, unknown }) => ids.length + unknown.length > 0)
}

/** The tests that speak of an operation or a figure by name. */
const tests = files('{kernel,modules,ui,apps,scripts}/**/*.{test,e2e}.ts').map(file => ({ file, text: read(file) }))
export const testsOf = (names: readonly string[]): string[] =>
  tests
    .filter(({ text }) => names.some(name => new RegExp(`\\b${name.replaceAll('.', '\\.')}\\b`).test(text)))
    .map(t => t.file)
