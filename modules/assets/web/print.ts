/** What the assets module prints: the list of a dividend, to be put up and to be signed for. */
import { yuan } from '../../../kernel/fen.ts'
import { printed } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { Facts, factsOf, Heading, Part, Signatures, Table } from '../../../ui/print.ts'
import { assets } from '../contract.ts'
import { Dividend } from '../contract-share.ts'

printed(assets.ops.dividend, {
  number: d => d.resolutionNumber,
  place: d => d.community,
  layout: d => [
    Heading(t('分红表'), `${d.year} ${d.name}`),
    Facts(factsOf(Dividend, d, ['total', 'members', 'shares', 'resolutionNumber', 'resolutionDay', 'declaredOn'])),
    Part(
      t('分给谁'),
      Table(
        [
          { title: t('股权证'), width: 90, short: true },
          { title: t('姓名'), width: 90 },
          { title: t('股数'), width: 60, short: true },
          { title: t('金额（元）'), width: 90, short: true },
          { title: t('签收'), width: '*' },
        ],
        d.lines.map(l => [l.number, l.name, String(l.shares), yuan(l.amount), '']),
      ),
    ),
    Signatures([t('制表'), t('宣布'), t('监督')]),
  ],
})
