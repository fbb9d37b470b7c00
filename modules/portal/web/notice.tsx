/** One notice: its words as residents read them, what was done with it, and the moves this person may make. */
import { t } from '../../../kernel/text.ts'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { portal } from '../contract.ts'

export default function NoticePage() {
  return (
    <RecordPage
      op={portal.ops.notice}
      ops={portal.ops}
      back={{ to: '/notices', label: t('公告') }}
      title={n => n.title}
      lead={n =>
        n.publishedAt && (
          <a href={`/c/${n.community}/notices/${n.id}`} target="_blank" rel="noreferrer">
            {t('居民看到的样子')}
          </a>
        )
      }
      fields={['kind', 'place', 'body', 'lastDay', 'publishedAt', 'publisher', 'draftedAt', 'drafter']}
    />
  )
}
