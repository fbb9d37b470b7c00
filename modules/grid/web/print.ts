/** What the grid prints: the form of one matter, the ledger of a list, and the receipt for whoever reported. */
import { printed } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { grid } from '../contract.ts'
import { labels } from './print-labels.ts'
import { ledger } from './print-ledger.ts'
import { matterForm } from './print-matter.ts'
import { isAccepted, receiptPaper } from './print-receipt.ts'

printed(grid.ops.matter, { number: m => m.number, place: m => m.community, layout: matterForm })

printed(grid.ops.matters, {
  landscape: true,
  rows: 2000,
  place: (_, { input, me }) => input.place ?? widest(me?.posts ?? []),
  layout: ledger,
})

printed(grid.ops.plan, { place: p => p.community, layout: labels })

printed(grid.ops.receipt, {
  // Nobody has accepted anything yet when the first one is printed; the paper says what is true.
  title: r => (isAccepted(r) ? t('受理回执') : t('收件回执')),
  number: r => r.number,
  place: r => r.community,
  layout: receiptPaper,
})

const widest = (posts: readonly { place: string }[]) =>
  posts.map(p => p.place).toSorted((a, b) => a.length - b.length)[0] ?? ''
