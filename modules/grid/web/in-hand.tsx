/** All work in hand of one sort, whatever module it comes from: the lists behind the figures of the first page. */
import { t } from '../../../kernel/text.ts'
import { work, type Work } from '../../../kernel/work-contract.ts'
import { useHome, useRecordLink } from '../../../ui/desk/context.tsx'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { Title } from './marks.tsx'

export default function InHand({ op, title }: { op: typeof work.ops.mine | typeof work.ops.late; title: string }) {
  const home = useHome()
  const link = useRecordLink()
  const [{ place }] = useUrl()
  return (
    <ListPage
      op={op}
      title={title}
      unit={t('件')}
      main="title"
      columns={['due', 'title', 'stateLabel', 'label', 'place', 'since']}
      filters={['place']}
      initial={op === work.ops.late ? { place: place ?? home } : {}}
      to={link}
      shown={{ title: (w: Work) => <Title {...w} /> }}
      widths={{ stateLabel: 88, label: 88, place: 190 }}
      empty={t('没有就是好消息。可以去看看全部事项。')}
    />
  )
}
