/** Who did or looked at what; the audit administrator's own page. */
import { t } from '../../../kernel/text.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { identity } from '../contract.ts'

export default function Trail() {
  return (
    <ListPage
      op={identity.ops.trail}
      title={t('留痕')}
      main="label"
      columns={['at', 'label', 'name', 'reason', 'op', 'community']}
      filters={['place', 'op']}
      labels={{ op: t('操作'), community: t('社区（村）') }}
      widths={{ at: 140, name: 120, reason: 240, op: 170, community: 140 }}
      shown={{
        op: t => <code>{t.op}</code>,
        community: t => (t.community ? <PlaceName code={t.community} /> : <span className="quiet">—</span>),
      }}
    />
  )
}
