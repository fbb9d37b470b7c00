/** The cast of this module's stories: two accountants and a cashier of one community, who signs there, and the neighbours. */
import { saveFile } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { world, type Told } from '../../kernel/testing.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Post } from '../../kernel/rules.ts'
import '../identity/service.ts'
import '../places/service.ts'
import './import.ts'
import './service.ts'

export const street = '320582100'
export const here = '320582100004'
export const next = '320582100013'
export const now = new Date('2026-11-20T02:00:00Z')
export const today = '2026-11-20'

export const cast: Record<string, Post[]> = {
  会计: [{ role: 'accountant', place: here }],
  代账会计: [{ role: 'accountant', place: street }],
  出纳: [{ role: 'cashier', place: here }],
  书记: [{ role: 'head', place: here }],
  监督员: [{ role: 'supervisor', place: here }],
  街道主任: [{ role: 'chief', place: street }],
  邻居会计: [{ role: 'accountant', place: next }],
  // In a small village one person may hold what should be held by two.
  一人多岗: ['accountant', 'cashier', 'head', 'supervisor'].map(role => ({ role, place: here })),
  王婶: [],
}

export const folder = mkdtempSync(join(tmpdir(), 'linli-money-'))
export const { test, open, meeting, actors } = world(cast)

export type Key = { community: string; id: string }
export const key = ({ community, id }: Key): Key => ({ community, id })
export const run = ({ as }: Told, who: string, op: string, input: object, at = now) =>
  as(who)<Key & Record<string, never>>(`money.${op}`, input, at)

export const paper = async ({ db, actors }: Told, who = '出纳', place = here) =>
  (
    await saveFile(db, folder, {
      bytes: Buffer.from('%PDF-1.4 invoice'),
      name: '发票.pdf',
      community: place,
      place,
      actor: actors[who]!,
      now,
    })
  ).id

export const resolved = { resolution: newId(), resolutionNumber: '议〔2026〕3 号', resolutionDay: '2026-03-01' }
export type Set = { book: Key; fund: Key; budget: Key; line: string; contract: Key }

export const aBook = async (told: Told, more: object = {}) =>
  key(
    await run(told, '会计', 'openBook', {
      place: here,
      ownerKind: 'committee',
      name: '花园浜社区居委会',
      year: 2026,
      ...more,
    }),
  )

export const aFund = async (told: Told, book: Key, more: object = {}) =>
  key(
    await run(told, '会计', 'openFund', {
      place: here,
      book: book.id,
      year: 2026,
      name: '社区保障资金',
      purpose: '公共服务和社会管理',
      source: 'government',
      amount: '400000',
      circle: 'near',
      ...more,
    }),
  )

export const receive = (told: Told, fund: Key, amount: string, more: object = {}) =>
  run(told, '会计', 'receiveFund', { ...fund, day: '2026-02-10', amount, from: '街道财政所', ...more })

export async function aLine(told: Told, fund: Key, amount: string, more: object = {}) {
  const said = { place: here, fund: fund.id, name: '年度预算', ...resolved, amount, ...more }
  const budget = key(await run(told, '会计', 'drawBudget', said))
  await run(told, '会计', 'addLine', { ...budget, name: '路灯改造', kind: 'facility', amount })
  const { lines } = (await run(told, '书记', 'adopt', budget)) as unknown as { lines: { id: string }[] }
  return { budget, line: lines[0]!.id }
}

export const aContract = async (told: Told, line: string, amount: string, more: object = {}) =>
  key(
    await run(told, '会计', 'commit', {
      place: here,
      line,
      contract: newId(),
      number: `HT-${newId().slice(-6)}`,
      party: '暨阳照明公司',
      what: '更换 40 盏路灯',
      amount,
      signedDay: '2026-04-01',
      ...more,
    }),
  )

export const accept = (told: Told, contract: Key, amount: string) =>
  run(told, '书记', 'acceptWork', { ...contract, number: 'YS-1', day: '2026-06-01', amount })

type Sums = { fund?: string; contract?: string; done?: string; owner?: string }
/** Everything that a payment needs: a fund with money, a line in force, a contract that was accepted. */
export async function aChain(
  told: Told,
  { fund: money = '400000', contract: sum = '50000', done = sum, owner }: Sums = {},
): Promise<Set> {
  const book = await aBook(told, owner ? { ownerKind: owner } : {})
  const fund = await aFund(told, book)
  if (money !== '0') await receive(told, fund, money)
  const { budget, line } = await aLine(told, fund, '100000')
  const contract = await aContract(told, line, sum)
  if (done !== '0') await accept(told, contract, done)
  return { book, fund, budget, line, contract }
}

export async function aPayment(told: Told, { contract }: Pick<Set, 'contract'>, amount = '30000', more: object = {}) {
  const papers = 'photos' in more ? {} : { photos: [await paper(told)] }
  const said = { place: here, commitment: contract.id, what: '路灯首期款', amount, debit: '153', bank: '农行杨舍支行' }
  const invoice = { bankAccount: '10523301040012345', invoice: newId().slice(-12) }
  return key(await run(told, '出纳', 'draftPayment', { ...said, ...invoice, ...papers, ...more }))
}

/** As far as the named state, by those whose work it is. */
export async function upTo(told: Told, p: Key, state: 'checked' | 'signed' | 'approved' | 'sent' | 'paid') {
  await run(told, '会计', 'checkPayment', p)
  if (state === 'checked') return
  await run(told, '书记', 'signCommittee', p)
  await run(told, '监督员', 'signSupervision', p)
  if (state === 'signed') return
  await run(told, '会计', 'approve', p)
  if (state === 'approved') return
  const { book } = await told.as('会计')<{ book: string }>('money.payment', p, now)
  await run(told, '出纳', 'makeBatch', { place: here, book })
  if (state === 'sent') return
  await run(told, '出纳', 'markPaid', { ...p, day: today, serial: `LS-${p.id.slice(-6)}` })
}

export const read = <T>({ as }: Told, op: string, input: object, who = '会计') => as(who)<T>(`money.${op}`, input, now)
