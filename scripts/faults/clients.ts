/**
 * Clients who report, move, upload and import over HTTP and remember what was acknowledged. A request whose answer was
 * lost is sent again under its key, as every screen does; so at the end nothing is in doubt.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../kernel/id.ts'
import { grid, here, type Staff, type Town } from './town.ts'

let comers = 0

export type Matter = { id: string; title: string; at: number }
export type Sheet = { id: string; prefix: string; rows: number; state: string }
export type Memory = {
  reports: Map<string, { key: string; title: string; answer?: { id: string; number: string } }>
  matters: Matter[]
  files: Map<string, { bytes: Buffer; acknowledged: boolean }>
  sheets: Sheet[]
  /** What was answered, by status. */
  answers: Map<number, number>
  problems: string[]
}
export const memory = (): Memory => ({
  reports: new Map(),
  matters: [],
  files: new Map(),
  sheets: [],
  answers: new Map(),
  problems: [],
})

/** What is done with a matter, one after the other. `who` does it; `at` in the memory is how many of them were acknowledged. */
export const course = [
  { move: 'accept', who: 'clerk', state: 'accepted', input: () => ({}) },
  { move: 'dispatch', who: 'clerk', state: 'dispatched', input: (town: Town) => ({ holder: town.worker.id }) },
  { move: 'sign', who: 'worker', state: 'handling', input: () => ({}) },
  { move: 'note', who: 'worker', state: 'handling', input: () => ({ text: '到现场看过了' }) },
  { move: 'feedback', who: 'worker', state: 'checking', input: () => ({ text: '已经修好' }) },
  { move: 'verify', who: 'clerk', state: 'closed', input: () => ({}) },
] as const

export type Driving = { town: Town; origin: string; memory: Memory; signal: AbortSignal }

type Sent = { as?: Staff | undefined; key?: string; json?: unknown; form?: FormData }

/** null: no answer came, or one that says to come again. */
export async function send(d: Driving, path: string, { as, key, json, form }: Sent = {}): Promise<any> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    // Each time somebody else at another address: none of them has come too often.
    'x-forwarded-for': `203.0.${(++comers >> 8) & 255}.${comers & 255}`,
    ...(as && { cookie: as.cookie }),
    ...(key && { 'idempotency-key': key }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
  }
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json))
  const init: RequestInit = { headers, signal: d.signal, ...(body !== undefined && { method: 'POST', body }) }
  const answer = await fetch(d.origin + path, init).catch(() => null)
  const text = await answer?.text().catch(() => null)
  if (!answer || text === null || text === undefined) return null
  d.memory.answers.set(answer.status, (d.memory.answers.get(answer.status) ?? 0) + 1)
  if (answer.ok) return JSON.parse(text)
  if (answer.status === 503) {
    if (JSON.parse(text).type !== 'common.busy') d.memory.problems.push(`${path} 503 ${text}`)
    return null
  }
  d.memory.problems.push(`${path} ${answer.status} ${text}`)
  return null
}

/** Goes on until told to stop; what is in doubt comes first. */
async function repeatedly(d: Driving, turn: () => Promise<boolean>) {
  while (!d.signal.aborted) if (!(await turn())) await sleep(40, undefined, { signal: d.signal }).catch(() => {})
}

export const drive = (d: Driving, n: number) =>
  Promise.all([
    ...Array.from({ length: n }, (_, i) => repeatedly(d, () => report(d, i))),
    ...Array.from({ length: n }, (_, i) => repeatedly(d, () => move(d, i, n))),
    repeatedly(d, () => upload(d)),
    repeatedly(d, () => bring(d)),
  ])

/** Sends whatever has no answer yet, until it has one. */
export async function settle(d: Driving): Promise<void> {
  for (const report of d.memory.reports.values()) while (!report.answer && !d.signal.aborted) await tell(d, report)
  for (const [id, file] of d.memory.files)
    while (!file.acknowledged && !d.signal.aborted) file.acknowledged = (await put(d, id, file.bytes)) !== null
}

// ── What they do ────────────────────────────────────────────────────────────

type Report = Memory['reports'] extends Map<string, infer R> ? R : never

async function report(d: Driving, client: number): Promise<boolean> {
  const doubtful = [...d.memory.reports.entries()].find(([key, r]) => !r.answer && key.startsWith(`${client}:`))
  const mine = doubtful?.[1] ?? { key: newId(), title: `路灯不亮 ${newId()}` }
  if (!doubtful) d.memory.reports.set(`${client}:${mine.key}`, mine)
  return tell(d, mine)
}

async function tell(d: Driving, mine: Report): Promise<boolean> {
  const json = { place: grid, category: d.town.category, title: mine.title, phone: '13800000001' }
  const answer = await send(d, '/api/grid.report', { key: mine.key, json })
  if (!answer) return false
  mine.answer = answer
  d.memory.matters.push({ id: answer.id, title: mine.title, at: 0 })
  return true
}

/** The key of a move is made of what it is, so that the second sending is the same request. */
async function move(d: Driving, client: number, n: number): Promise<boolean> {
  const matter = d.memory.matters.find((m, i) => i % n === client && m.at < course.length)
  const step = matter && course[matter.at]
  if (!step) return false
  const json = { community: here, id: matter.id, ...step.input(d.town) }
  const answer = await send(d, `/api/grid.${step.move}`, {
    as: d.town[step.who],
    key: `${matter.id} ${step.move}`,
    json,
  })
  if (!answer) return false
  matter.at++
  return true
}

async function upload(d: Driving): Promise<boolean> {
  const doubtful = [...d.memory.files].find(([, f]) => !f.acknowledged)
  const [id, file] = doubtful ?? [newId(), { bytes: photo(newId()), acknowledged: false }]
  if (!doubtful) d.memory.files.set(id, file)
  const answer = await put(d, id, file.bytes)
  if (answer) file.acknowledged = true
  return answer !== null
}

const put = (d: Driving, id: string, bytes: Buffer) => {
  const form = new FormData()
  form.append('community', here)
  form.append('place', grid)
  form.append('file', new Blob([new Uint8Array(bytes)]), '照片.jpg')
  return send(d, '/api/files', { as: d.town.worker, key: id, form })
}

/** The smallest picture that is one, unlike every other. */
const photo = (word: string) =>
  Buffer.concat([Buffer.from('ffd8ffe0000601020304ffda0003', 'hex'), Buffer.from(word), Buffer.from('ffd9', 'hex')])

/** One sheet at a time is checked, then written; its rows bear its name. */
async function bring(d: Driving): Promise<boolean> {
  const sheet = d.memory.sheets.findLast(s => s.state !== 'done')
  if (!sheet) return begin(d)
  const run = await send(d, `/api/exchange.run?id=${sheet.id}`, { as: d.town.clerk })
  if (!run) return false
  sheet.state = run.state
  const next = { uploaded: 'check', checked: 'apply' }[run.state as string]
  if (next)
    await send(d, `/api/exchange.${next}`, { as: d.town.clerk, key: `${sheet.id} ${next}`, json: { id: sheet.id } })
  return false
}

async function begin(d: Driving): Promise<boolean> {
  const [prefix, rows] = [newId().slice(-8), 1_200]
  const lines = Array.from({ length: rows }, (_, i) => `花园新村,1幢,1,1,${prefix}-${i},${grid},住宅`)
  const form = new FormData()
  form.append('kind', 'places.rooms')
  form.append('place', street(grid))
  form.append('file', new Blob([['小区,楼栋,单元,楼层,房号,网格代码,用途', ...lines].join('\n')]), '房屋.csv')
  const run = await send(d, '/api/exchange/upload', { as: d.town.clerk, form })
  if (!run) return false
  d.memory.sheets.push({ id: run.id, prefix, rows, state: run.state })
  return true
}

const street = (place: string) => place.slice(0, 9)
