/** The table of what was measured, for the terminal and as docs/performance.md. */
import { machine, type Section } from './scratch.ts'

type All = Record<string, Section>

export const table = (all: All): string =>
  Object.values(all)
    .flatMap(({ title, lines, notes }) => [
      '',
      title,
      ...lines.map(({ what, ratio, figure, target, met }) =>
        [`  ${ratio.padStart(9)}`, target && `(${target})`, mark(met), what, '·', figure].filter(Boolean).join(' '),
      ),
      ...notes.map(note => `  ${note}`),
    ])
    .join('\n')

export const page = (all: All): string =>
  [
    '# Performance',
    '',
    `Printed by \`npm run bench\` ([how it measures](../bench/README.md)). On ${machine()}:`,
    'the database, the load and what is measured share these cores, in the same run, taking turns, and of each the median',
    'counts. Take the ratios, not the figures.',
    '',
    ...Object.values(all).flatMap(({ title, at, lines, notes, busy }) => [
      `## ${title}`,
      '',
      '| ratio | wanted | | what | figures |',
      '|---|---|---|---|---|',
      ...lines.map(
        ({ what, ratio, figure, target, met }) => `| ${ratio} | ${target} | ${mark(met)} | ${what} | ${figure} |`,
      ),
      '',
      ...notes.flatMap(note => [note, '']),
      `Measured ${at.slice(0, 16).replace('T', ' ')} UTC${quiet(busy)}.`,
      '',
    ]),
  ].join('\n')

/** What others do on the machine is in the figures too: whoever reads them has to know. */
const quiet = (busy = 0) =>
  busy < 1
    ? ' on a quiet machine'
    : ` while others were at work on the machine (load ${busy.toFixed(1)} before it began)`

const mark = (met: boolean | null) => (met === null ? '' : met ? '✓' : '✗')
