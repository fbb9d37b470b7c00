/** `count`: counts an election from a file, without a database: what is chosen, in which order, and why the others are not. */
import { readFile } from 'node:fs/promises'
import { readPabulib, type Paper } from '../../modules/council/pabulib.ts'
import { count, isRule, rules, type Count } from '../../modules/council/count.ts'
import { whyLost } from '../../modules/council/explain.ts'
import { kinds, yuan } from '../../modules/council/ballots.ts'
import { command, misuse } from './command.ts'

const list = Object.entries(rules).map(([name, { label, about }]) => `  ${name.padEnd(26)}${label}：${about}`)

export default command({
  words: 'FILE',
  flags: {
    rule: { value: 'NAME', about: '计票规则，不填则按文件里写的' },
    why: { about: '没有入选的项目，逐个说明原因和差多少' },
  },
  more: ['文件是 Pabulib 格式（.pb）。不用数据库，也不联网。计票规则：', ...list].join('\n'),
  async run({ words: [path = ''], flags }) {
    const paper = readPabulib(await readFile(path, 'utf8'))
    const said = flags.rule ?? named(paper.meta.get('rule') ?? '')
    if (!said || !isRule(said))
      throw misuse(
        [
          `没有「${said || paper.meta.get('rule') || '（文件没有写）'}」这种计票规则，请用 --rule 选一种：`,
          ...list,
        ].join('\n'),
      )
    const counted = count(paper.election, said)
    const lost = flags.why
      ? paper.election.projects.flatMap((_, i) =>
          counted.chosen.includes(i) ? [] : [whyLost(paper.election, counted, i)],
        )
      : []
    return { data: dataOf(paper, counted, lost), lines: linesOf(paper, counted, lost) }
  },
})

/** A file may name a rule as its city calls it. */
const named = (said: string) =>
  ({
    'greedy-threshold': 'greedy',
    'greedy-exclusive': 'greedy',
    equalshares: 'equal-shares',
    'equalshares/add1': 'equal-shares-add1',
  })[said] ?? said

type Told = ReturnType<typeof whyLost>

function dataOf(paper: Paper, { rule, chosen, spent, left, sums }: Count, lost: readonly Told[]) {
  const { projects, kind, cast } = paper.election
  const id = (i: number) => projects[i]!.id
  return {
    rule,
    vote_type: kind,
    votes: cast,
    winners: chosen.map(id),
    cost: yuan(spent),
    left: yuan(left),
    scores: Object.fromEntries(projects.map((p, i) => [p.id, Number(sums[i]!.score)])),
    ...(lost.length && {
      lost: lost.map(l => ({
        project: id(l.project),
        because: l.because,
        ...(l.score !== undefined && { score: Number(l.score) }),
        ...(l.cost !== undefined && { cost: yuan(l.cost) }),
      })),
    }),
  }
}

function linesOf(paper: Paper, { rule, chosen, spent, left, sums }: Count, lost: readonly Told[]): string[] {
  const { projects, kind, cast } = paper.election
  const named = (i: number) => `${projects[i]!.id} ${projects[i]!.name}`
  return [
    `${rules[rule].label}（${rule}），${kinds[kind]}，${cast} 张票，${projects.length} 个项目`,
    ...chosen.map(
      (i, n) => `${String(n + 1).padStart(3)}. ${named(i)}：得分 ${sums[i]!.score}，${yuan(projects[i]!.cost)}`,
    ),
    `入选 ${chosen.length} 个，共 ${yuan(spent)}，余 ${yuan(left)}`,
    ...lost.map(({ project, because, score, cost }) =>
      [
        `  未入选 ${named(project)}：${because}`,
        score !== undefined && `再得 ${score} 分就能入选`,
        cost !== undefined && `降到 ${yuan(cost)} 就能入选`,
      ]
        .filter(Boolean)
        .join('；'),
    ),
  ]
}
