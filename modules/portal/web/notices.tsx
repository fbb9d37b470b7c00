/** The notices of one's places, newest first. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { portal } from '../contract.ts'
import { may } from '../rules.ts'

export default function Notices() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={portal.ops.notices}
      title={t('公告')}
      unit={t('条')}
      main="title"
      columns={['title', 'kind', 'state', 'place', 'publishedAt', 'lastDay', 'drafter']}
      filters={['search', 'state', 'kind', 'place']}
      to={n => `/notices/${n.community}/${n.id}`}
      widths={{ place: 170, kind: 96, state: 96, drafter: 84 }}
      empty={t('还没有公告。起草一条，公布后居民在门户首页就能看到。')}
      actions={
        couldEver(may.draft, me) && (
          <Button type="primary" onClick={() => go('/notices/new')}>
            {t('起草公告')}
          </Button>
        )
      }
    />
  )
}
