/**
 * The published log of a ballot, checked and recounted by itself: nothing here is imported from the system that counted, so
 * that one mistake is not made twice. It reads one file, needs no database and no network, and fits on two pages.
 */
import { constants, createPublicKey, verify } from 'node:crypto'
import { winners, type Counted } from './recount.ts'

export type Question = {
  text: string
  ask: string
  options: readonly { name: string; cost: number | null }[]
  signed: boolean
  most: number
  budget: number | null
  rule: string | null
}
type Line = {
  channel: string
  token: string | null
  signature: string | null
  sheet: (number[] | null)[] | null
  area: number | null
  countsAs: string | null
}
type File = {
  format: string
  title: string
  publicKey: string
  questions: Question[]
  used: Record<'online' | 'booth' | 'paper' | 'signed', number>
  sheets: Line[]
  result: { questions: { sums: { score: number; votes: number }[]; chosen: number[]; cast: number }[] }
}
export type Checked = {
  title: string
  sheets: number
  faults: string[]
  questions: { text: string; scores: number[]; chosen: string[]; recounted: boolean }[]
}

export function verifyBallot(text: string): Checked {
  const file = read(text)
  const faults = [...tokens(file), ...numbers(file), ...forms(file)]
  const questions = file.questions.map((q, i) => {
    const lines = file.sheets.filter(s => (s.channel === 'signed') === q.signed)
    const said = lines.map(s => s.sheet?.[i] ?? q.options.map(() => 0))
    const counted = winners(q, said)
    faults.push(...differences(i, q, lines.length, counted, file.result.questions[i]))
    const chosen = (counted.chosen ?? file.result.questions[i]?.chosen ?? []).map(o => q.options[o]!.name)
    return { text: q.text, scores: counted.scores, chosen, recounted: counted.chosen !== null }
  })
  return { title: file.title, sheets: file.sheets.length, faults, questions }
}

function read(text: string): File {
  let file: File
  try {
    file = JSON.parse(text) as File
  } catch (cause) {
    throw new Error('这个文件读不懂：不是完整的 JSON，请重新下载', { cause })
  }
  if (file?.format !== 'linli-ballot-1' || !Array.isArray(file.sheets) || !Array.isArray(file.questions))
    throw new Error('这不是邻理公布的选票文件')
  return file
}

/** Every secret sheet that came in by itself carries a number of its own, signed with the key of this ballot. */
function tokens({ sheets, publicKey }: File): string[] {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const seen = new Set<string>()
  return sheets.flatMap((s, i) => {
    if (s.channel !== 'online') return []
    if (!s.token || !s.signature) return [`第 ${i + 1} 张票没有凭证`]
    if (seen.has(s.token)) return [`第 ${i + 1} 张票的凭证用过两次`]
    seen.add(s.token)
    const [token, signature] = [Buffer.from(s.token, 'base64url'), Buffer.from(s.signature, 'base64url')]
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
    return verify('sha384', token, pss, signature) ? [] : [`第 ${i + 1} 张票的凭证不是这次表决盖的章`]
  })
}

/** No more sheets than rights that were used. */
function numbers({ sheets, used }: File): string[] {
  const n = (channel: string) => sheets.filter(s => s.channel === channel).length
  return [
    ...(n('online') > used.online + used.booth
      ? [`网上和票站有 ${n('online')} 张票，只领出 ${used.online + used.booth} 张`]
      : []),
    ...(n('paper') > used.paper ? [`纸票有 ${n('paper')} 张，只发出 ${used.paper} 张`] : []),
    ...(n('signed') !== used.signed ? [`实名票有 ${n('signed')} 张，记录是 ${used.signed} 张`] : []),
  ]
}

/** A sheet says no more than its voter might. */
function forms({ sheets, questions }: File): string[] {
  return sheets.flatMap((s, i) =>
    (s.sheet ?? []).flatMap((said, j) => {
      const q = questions[j]
      if (!said || (q && fits(q, said))) return []
      return [`第 ${i + 1} 张票第 ${j + 1} 题填得不合规定`]
    }),
  )
}

function fits(q: Question, said: readonly number[]): boolean {
  if (said.length !== q.options.length || said.some(n => !Number.isInteger(n) || n < 0)) return false
  const marks = said.filter(n => n > 0)
  const sum = marks.reduce((a, b) => a + b, 0)
  if (q.ask === 'yesNo' || q.ask === 'choose-1') return sum <= 1
  if (q.ask === 'approval' || q.ask === 'election') return marks.length <= q.most && sum === marks.length
  if (q.ask === 'scoring') return marks.every(n => n <= q.most)
  if (q.ask === 'cumulative') return sum <= q.most
  return [...marks].sort((a, b) => a - b).every((n, i) => n === i + 1)
}

function differences(
  i: number,
  q: Question,
  cast: number,
  { scores, chosen }: Counted,
  told?: File['result']['questions'][number],
): string[] {
  const where = `第 ${i + 1} 题「${q.text}」`
  if (!told) return [`${where}没有结果`]
  return [
    ...(told.cast !== cast ? [`${where}公布 ${told.cast} 张票，文件里是 ${cast} 张`] : []),
    ...q.options.flatMap((o, j) =>
      told.sums[j]?.score === scores[j]
        ? []
        : [`${where}「${o.name}」公布 ${told.sums[j]?.score}，重数是 ${scores[j]}`],
    ),
    ...(chosen && String(chosen) !== String(told.chosen)
      ? [`${where}选中的和公布的不一样：重数是 ${chosen.map(o => q.options[o]!.name).join('、') || '无'}`]
      : []),
  ]
}
