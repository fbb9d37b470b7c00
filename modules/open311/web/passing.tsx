/** One matter that was passed on: where it went, what they say, and trying again. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { open311 } from '../contract.ts'
import { passing } from '../rules.ts'

export default function PassingPage() {
  return (
    <RecordPage
      op={open311.ops.passing}
      ops={open311.ops}
      back={{ to: '/passed-on', label: passing.label }}
      title={p => t('转给{systemName}：{title}', { systemName: p.systemName, title: p.title })}
      fields={['number', 'service', 'external', 'passedAt', 'heard', 'heardAt', 'said', 'tries', 'nextAt', 'place']}
      shown={{ number: p => <Go to={`/grid/${p.community}/${p.matter}`}>{p.number}</Go> }}
    />
  )
}
