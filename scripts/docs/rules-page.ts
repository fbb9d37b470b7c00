/** Prints docs/rules/<module>.md: the page an official reads is the law that the server runs. */
import { sayTerm } from '../../kernel/clock.ts'
import { allExports, allImports } from '../../kernel/exchange-kinds.ts'
import { asDeclared, from, sayGuard, type Due, type Machine } from '../../kernel/rules.ts'
import { handbook } from '../clauses/data/handbook.ts'
import { citations, handbookCodes } from './citations.ts'
import { sayRule } from './say.ts'
import { fromLabels, moveOf, table, type Part } from './system.ts'
import { whoMay } from './who.ts'

export const printed = '本页由程序按规则文件印出，请勿手改；改规则后运行 `npm run docs`。'

export function rulesPage(part: Part): string {
  const own = part.machines.flatMap(machinePage)
  const lines = [
    `# ${part.label}`,
    '',
    part.file ? `规则文件：\`${part.file}\`。${printed}` : printed,
    '',
    ...own,
    ...who(part),
    ...figures(part),
  ]
  return [...lines, ...lists(part), ...problems(part), ...sources(part)].join('\n')
}

// ── 怎样流转 ────────────────────────────────────────────────────────────────

const machinePage = (m: Machine): string[] => [
  `## ${m.label}怎样流转`,
  '',
  ...(m.source ? [`依据：${sayGiven(m.source)}。`, ''] : []),
  `谁看得到：${sayRule(m.seen)}。`,
  '',
  ...diagram(m),
  '',
  ...table(
    ['状态', '时限', ''],
    Object.values(m.states).map(s => [s.label, s.due ? sayUntil(s.due) : '—', s.end ? '终点' : '']),
  ),
  '',
  ...table(
    ['做什么', '从', '到', '条件（不满足时这样提示）', '谁可以', '依据'],
    Object.entries(m.moves).map(([name, move]) => [
      `${move.label} \`${name}\``,
      fromLabels(m, move).join('、'),
      move.to ? m.states[move.to]!.label : '不变',
      (move.when ?? []).map(g => sayGuard(g, asDeclared(new Date(0)))).join('；') || '—',
      sayRule(move.by),
      move.source ? sayGiven(move.source) : '—',
    ]),
  ),
  '',
]

const sayUntil = (due: Due) => ('column' in due ? `到${due.label}` : sayTerm(due))

function diagram(m: Machine): string[] {
  const states = Object.entries(m.states)
  const arrows = Object.values(m.moves).flatMap(({ to, label, ...move }) =>
    to ? from(move).map(state => `  ${state} --> ${to}: ${label.replaceAll(/[:;#]/g, ',')}`) : [],
  )
  const ends = states.filter(([, s]) => s.end).map(([name]) => `  ${name} --> [*]`)
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...states.map(([name, s]) => `  state "${s.label}" as ${name}`),
    ...[m.initial, ...(m.begins ?? [])].map(state => `  [*] --> ${state}`),
    ...arrows,
    ...ends,
    '```',
  ]
}

// ── 谁可以、数、提示 ────────────────────────────────────────────────────────

function who(part: Part): string[] {
  const ops = Object.entries(part.may).map(([name, rule]) => ({
    label: `${part.ops[name]!.label} \`${name}\``,
    rule,
    move: moveOf(part, name),
  }))
  return ops.length ? ['## 谁可以', '', ...whoMay(ops), ''] : []
}

const ways = { raise: '只可调高', lower: '只可调低', set: '可以自定' }
function figures({ figures: all }: Part): string[] {
  const rows = Object.values(all).map(f => [
    f.label,
    f.is,
    f.unit ?? '',
    f.may ? ways[f.may] : '不可调',
    sayGiven(f.source),
  ])
  return rows.length ? ['## 数', '', ...table(['名', '值', '单位', '各地可否调整', '出处'], rows), ''] : []
}

/** Lists that come in and go out: whoever may is said by the kind, wherever its operations only ask for a sign-in. */
function lists({ name }: Part): string[] {
  const mine = <T extends { kind: string }>(kinds: readonly T[]) => kinds.filter(k => k.kind.startsWith(`${name}.`))
  const rows = [
    ...mine(allImports()).map(k => ['导入', `${k.label} \`${k.kind}\``, sayRule(k.may)]),
    ...mine(allExports()).map(k => ['导出', `${k.label} \`${k.kind}\``, sayRule(k.may)]),
  ]
  return rows.length ? ['## 导入导出', '', ...table(['', '种类', '谁可以'], rows), ''] : []
}

const problems = ({ problems: all }: Part): string[] =>
  all.length
    ? [
        '## 提示',
        '',
        ...table(
          ['代号', '状态码', '这样告诉人'],
          all.map(([code, status, say]) => [`\`${code}\``, status, say]),
        ),
        '',
      ]
    : []

/** What the short codes among the sources stand for. */
function sources(part: Part): string[] {
  const codes = [...new Set(citations([part]).flatMap(c => handbookCodes(c.source)))].toSorted()
  const rows = codes.map(code => [code, handbook[code]?.says ?? '?', handbook[code]?.source ?? '?'])
  return rows.length ? ['## 依据中的代号', '', ...table(['代号', '要求', '来源'], rows), ''] : []
}

/** 'assumption' is our word for a value that no law gives. */
const sayGiven = (source: string) =>
  source
    .split(/[;;] ?/)
    .map(s => (/^assumption\b/.test(s) ? s.replace('assumption', '数值为本系统假定') : s))
    .join('；')
