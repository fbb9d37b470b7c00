/**
 * Elections in the format of Pabulib (http://pabulib.org/format): three parts of lines divided by semicolons. Read with a
 * sentence for whatever is wrong and where; written so that other programs can count them again.
 */
import { kinds, together, yuan, type Election, type Kind } from './ballots.ts'
import { problem } from './count-rules.ts'

/** `selected`: by the project's place, what the file says of it: 0 not chosen, 1 chosen, 2 chosen with money from elsewhere. */
export type Paper = {
  election: Election
  meta: ReadonlyMap<string, string>
  selected: ReadonlyMap<number, number>
}

export function readPabulib(text: string): Paper {
  const { META: meta, PROJECTS: listed, VOTES: cast } = parts(text)
  const said = new Map(meta.rows.map(({ cells }) => [cells[0]!, cells[1] ?? '']))
  const kind = kindOf(said.get('vote_type'))
  const column = columnsOf(listed, ['project_id', 'cost'], 'PROJECTS')
  const index = new Map<string, number>()
  const projects = listed.rows.map(({ cells, line }, i) => {
    const id = cells[column('project_id')]!
    if (index.has(id)) throw problem.badFile(`第 ${line} 行：项目 ${id} 写了两次`)
    index.set(id, i)
    const name = listed.head.includes('name') ? (cells[column('name')] ?? id) : id
    return { id, name: name || id, cost: amount(cells[column('cost')], `第 ${line} 行的造价`) }
  })
  const longest = Number(said.get('max_length') ?? projects.length) || projects.length
  const ballots = ballotsOf(cast, kind, index, longest)
  const selected = listed.head.includes('selected')
    ? new Map(listed.rows.map(({ cells }, i) => [i, Number(cells[column('selected')]) || 0]))
    : new Map<number, number>()
  return {
    election: {
      kind,
      budget: amount(said.get('budget'), '预算 budget'),
      projects,
      ballots: together(ballots),
      cast: ballots.length,
      least: BigInt(Math.ceil(Number(said.get('min_project_score_threshold') ?? 0)) || 0),
    },
    meta: said,
    selected,
  }
}

/** Ballots are written one a line, numbered anew: the order in which they were cast is told to nobody. */
export function writePabulib({ election, meta = new Map() }: Pick<Paper, 'election'> & Partial<Paper>): string {
  const { kind, budget, projects, ballots, cast, least } = election
  const given = new Map([
    ['description', '邻理导出'],
    ['country', 'China'],
    ['unit', ''],
    ['instance', ''],
    ...meta,
    ['num_projects', String(projects.length)],
    ['num_votes', String(cast)],
    ['budget', yuan(budget)],
    ['vote_type', kind],
    ...(least > 0n ? [['min_project_score_threshold', String(least)] as const] : []),
  ])
  const weighed = kind === 'cumulative' || kind === 'scoring'
  const named = ballots.reduce((n, b) => n + b.times, 0)
  const votes = [...ballots, ...(cast > named ? [{ said: new Map<number, bigint>(), times: cast - named }] : [])]
    .flatMap(({ said, times }) => Array<ReadonlyMap<number, bigint>>(times).fill(said))
    .map((said, i) => {
      const order = [...said].toSorted(([a, x], [b, y]) => (kind === 'ordinal' ? Number(y - x) : 0) || a - b)
      const ids = order.map(([p]) => projects[p]!.id).join(',')
      return [String(i + 1), ids, ...(weighed ? [order.map(([, n]) => n).join(',')] : [])]
    })
  return [
    ['META'],
    ['key', 'value'],
    ...given,
    ['PROJECTS'],
    ['project_id', 'cost', 'name'],
    ...projects.map(p => [p.id, yuan(p.cost), p.name]),
    ['VOTES'],
    ['voter_id', 'vote', ...(weighed ? ['points'] : [])],
    ...votes,
  ]
    .map(cells => cells.map(quoted).join(';'))
    .join('\n')
    .concat('\n')
}

// ── Lines ───────────────────────────────────────────────────────────────────

type Line = { cells: string[]; line: number }
type Part = { head: string[]; rows: Line[] }
const names = ['META', 'PROJECTS', 'VOTES'] as const

function parts(text: string): Record<(typeof names)[number], Part> {
  const found: Partial<Record<(typeof names)[number], Part>> = {}
  let now: Part | undefined
  for (const row of lines(text.replace(/^\uFEFF/, ''))) {
    const title = names.find(name => row.cells.length === 1 && row.cells[0]!.toUpperCase() === name)
    if (title) now = found[title] = { head: [], rows: [] }
    else if (!now) throw problem.badFile(`第 ${row.line} 行：文件应以 META 开头，可能不是 Pabulib 文件或编码不对`)
    else if (!now.head.length) now.head = row.cells.map(c => c.toLowerCase())
    else now.rows.push(row)
  }
  const missing = names.filter(name => !found[name]?.head.length)
  if (missing.length) throw problem.badFile(`文件不完整：缺少 ${missing.join('、')} 部分`)
  return found as Record<(typeof names)[number], Part>
}

/** A cell in quotes may hold semicolons and line ends; two quotes in it are one. */
function* lines(text: string): Generator<Line> {
  let [line, from] = [1, 1]
  let cells: string[] = []
  let cell = ''
  let inside = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '\n') line++
    if (inside) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') cell += text[++i]!
      else inside = false
    } else if (c === '"' && cell === '') inside = true
    else if (c === ';') {
      cells.push(cell.trim())
      cell = ''
    } else if (c === '\n') {
      cells.push(cell.trim())
      if (cells.some(Boolean)) yield { cells, line: from }
      ;[cells, cell, from] = [[], '', line]
    } else cell += c
  }
  if (inside) throw problem.badFile(`第 ${from} 行的引号没有合上，文件可能被截断了`)
  cells.push(cell.trim())
  if (cells.some(Boolean)) yield { cells, line: from }
}

const quoted = (cell: string) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function columnsOf({ head }: Part, wanted: readonly string[], part: string) {
  const missing = wanted.filter(name => !head.includes(name))
  if (missing.length) throw problem.badFile(`${part} 部分缺少 ${missing.join('、')} 这一列`)
  return (name: string) => head.indexOf(name)
}

function kindOf(said: string | undefined): Kind {
  const kind = (said ?? '').toLowerCase()
  if (kind === 'choose-1' || kind === 'choose1') return 'choose-1'
  if (Object.hasOwn(kinds, kind)) return kind as Kind
  throw problem.badFile(`不认识的投票方式 vote_type：${said ?? '（没有写）'}`)
}

/** In hundredths of the currency, as money is everywhere. */
function amount(text: string | undefined, where: string): bigint {
  const said = /^(\d{1,15})(?:[.,](\d*))?$/.exec((text ?? '').trim())
  if (!said) throw problem.badFile(`${where}应是不小于 0 的数，文件里是「${(text ?? '').slice(0, 20)}」`)
  return BigInt(said[1]!) * 100n + BigInt((said[2] ?? '').padEnd(2, '0').slice(0, 2))
}

// ── Votes ───────────────────────────────────────────────────────────────────

function ballotsOf(part: Part, kind: Kind, index: ReadonlyMap<string, number>, longest: number) {
  const weighed = kind === 'cumulative' || kind === 'scoring'
  const column = columnsOf(part, ['voter_id', 'vote', ...(weighed ? ['points'] : [])], 'VOTES')
  const seen = new Set<string>()
  return part.rows.map(({ cells, line }) => {
    const voter = cells[column('voter_id')]!
    if (seen.has(voter)) throw problem.badFile(`第 ${line} 行：选民 ${voter} 投了两次`)
    seen.add(voter)
    const ids = list(cells[column('vote')])
    const points = weighed ? list(cells[column('points')]) : []
    if (weighed && points.length !== ids.length)
      throw problem.badFile(`第 ${line} 行：项目 ${ids.length} 个，分数 ${points.length} 个，对不上`)
    const said = new Map<number, bigint>()
    for (const [rank, id] of ids.entries()) {
      const project = index.get(id)
      if (project === undefined) throw problem.badFile(`第 ${line} 行：没有项目 ${id}`)
      if (said.has(project)) throw problem.badFile(`第 ${line} 行：项目 ${id} 在同一张票上写了两次`)
      said.set(
        project,
        weighed ? whole(points[rank]!, line) : kind === 'ordinal' ? BigInt(Math.max(1, longest - rank)) : 1n,
      )
    }
    return said
  })
}

const list = (cell: string | undefined) =>
  (cell ?? '')
    .split(',')
    .map(c => c.trim())
    .filter(Boolean)

function whole(text: string, line: number): bigint {
  if (!/^-?\d{1,9}$/.test(text)) throw problem.badFile(`第 ${line} 行：分数应是整数，文件里是「${text.slice(0, 20)}」`)
  return BigInt(text)
}
