/**
 * The number on a document: which kind it is, what it says of its holder, or why it cannot be right. Pure but for the
 * sealing. A refusal never repeats the number, since refusals are logged.
 */
import type { Day } from '../../kernel/clock.ts'
import { oldForeignCard, passport, residentId, tidy, travelPermit, type Refused } from '../../kernel/numbers.ts'
import type { Sealer } from '../../kernel/sealed.ts'
import { problem } from './rules.ts'
import { papers, type DocumentKind } from './words.ts'

/** What a sealed text is bound to, and what its blind index is made for. */
export const uses = {
  idNumber: 'people.resident.idNumber',
  idTail: 'people.resident.idTail',
  phone: 'people.resident.phone',
  contact: 'people.contact.number',
  wanted: 'people.correction.wanted',
} as const

export type Document = {
  ok: true
  value: string
  document: DocumentKind
  sex: '男' | '女' | null
  birth: Day | null
}

export function documentOf(paper: keyof typeof papers, typed: string, today: Day): Document | Refused {
  // Whoever chose a passport and typed an identity number is told so, not that a passport looks otherwise.
  if (paper !== 'card' && residentId(typed, today).ok)
    return { ok: false, say: `这是 18 位的证件号码，请把证件改为「${papers.card}」` }
  switch (paper) {
    case 'card': {
      const read = residentId(typed, today)
      return read.ok ? { ...read, document: read.kind } : read
    }
    case 'oldForeign':
      return silent(oldForeignCard(typed), 'oldForeign')
    case 'travelPermit': {
      const read = travelPermit(typed)
      return silent(read, read.ok ? `${read.kind}Travel` : 'passport')
    }
    case 'passport':
      return silent(passport(typed), 'passport')
  }
}

/** Cards of 18 digits share one register of numbers; the others each have their own. */
const cards: readonly DocumentKind[] = ['citizen', 'hongKong', 'macao', 'taiwan', 'foreigner']
export const saysBirth = (document: string | null): boolean => cards.some(card => card === document)
const indexed = ({ document, value }: Pick<Document, 'document' | 'value'>) =>
  saysBirth(document) ? value : `${document}:${value}`

export const idKeyOf = (sealer: Sealer, document: Pick<Document, 'document' | 'value'>): string =>
  sealer.index(indexed(document), uses.idNumber)

/** Every key under which a number typed in full may stand. */
export const idKeysOf = (sealer: Sealer, typed: string): string[] =>
  (['citizen', 'oldForeign', 'hongKongTravel', 'macaoTravel', 'taiwanTravel', 'passport'] as const).map(document =>
    idKeyOf(sealer, { document, value: tidy(typed) }),
  )

export const idTailOf = (sealer: Sealer, tail: string): string => sealer.index(tail, uses.idTail)

export const documentColumns = (sealer: Sealer, found: Document) => ({
  document: found.document,
  idNumber: sealer.seal(found.value, uses.idNumber),
  idKey: idKeyOf(sealer, found),
  idTail: idTailOf(sealer, found.value.slice(-4)),
})
export const noDocument = { document: null, idNumber: null, idKey: null, idTail: null }

/** The number knows birth and sex better than whoever types them. */
export function readDocument(
  { sealer, today }: { sealer: Sealer; today: Day },
  given: {
    document: keyof typeof papers
    idNumber?: string | undefined
    sex?: string | undefined
    birth?: Day | undefined
  },
) {
  const said = { sex: given.sex ?? null, birth: given.birth ?? null }
  if (said.birth !== null && said.birth > today) throw problem.badId('出生日期不能在今天之后')
  if (!given.idNumber) return { ...noDocument, ...said }
  const found = documentOf(given.document, given.idNumber, today)
  if (!found.ok) throw problem.badId(found.say)
  return { ...documentColumns(sealer, found), sex: found.sex ?? said.sex, birth: found.birth ?? said.birth }
}

const silent = (read: { ok: true; value: string } | Refused, document: DocumentKind): Document | Refused =>
  read.ok ? { ok: true, value: read.value, document, sex: null, birth: null } : read
