/** One wish: how many households want it and where, what looks like it, and the end it is given. */
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { grid } from '../../grid/contract.ts'
import { needs } from '../contract.ts'
import type { Wish } from '../wish-contract.ts'
import { wish } from '../wish-rules.ts'

/** What a new sheet does is not pressed by hand. */
const { replaceWish: _r, ...ops } = needs.ops

export default function WishPage() {
  return (
    <RecordPage
      op={needs.ops.wish}
      ops={ops}
      back={{ to: '/needs/wishes', label: wish.label }}
      title={w => w.title ?? w.said}
      fields={['said', 'kind', 'priority', 'households', 'address', 'place', 'clause', 'reason', 'passedTo', 'number']}
      widgets={{ lead: LeadPicker, category: CategoryPicker }}
      more={w => (
        <>
          <Where {...w} />
          <Alike {...w} />
        </>
      )}
    />
  )
}

const Where = (w: Wish) => (
  <section className="sheet">
    <h2>{w.surveyTitle}</h2>
    <ul className="short">
      {w.grids.map(g => (
        <li key={g.place} className="spread">
          <PlaceName code={g.place} />
          <span className="figures">{t('{n} 户', { n: g.households })}</span>
        </li>
      ))}
      {w.topic && (
        <li>
          <Go to={`/council/topics/${w.community}/${w.topic}`}>{t('议题 {number}', { number: w.number ?? '' })}</Go>
        </li>
      )}
      {w.lead && (
        <li>
          <Go to={`/needs/wishes/${w.community}/${w.lead}`}>{t('并入的那一条')}</Go>
        </li>
      )}
    </ul>
  </section>
)

const Alike = (w: Wish) => (
  <>
    {w.merged.length > 0 && (
      <section className="sheet">
        <h2>{t('并进来的')}</h2>
        <ul className="short">
          {w.merged.map(m => (
            <li key={m.id}>
              <Go to={`/needs/wishes/${w.community}/${m.id}`}>{m.said}</Go>
            </li>
          ))}
        </ul>
      </section>
    )}
    {w.alike.length > 0 && (
      <section className="sheet">
        <h2>{t('相像的')}</h2>
        <ul className="short">
          {w.alike.map(a => (
            <li key={a.id} className="spread">
              <Go to={`/needs/wishes/${w.community}/${a.id}`}>{a.said}</Go>
              <span className="hint">{[t('{n} 分', { n: a.score }), ...a.why].join(' · ')}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)

/** Those that look alike first, then whatever else of the survey is not sorted yet. */
function LeadPicker(props: WidgetProps) {
  const self = useAsk(needs.ops.wish, useKey()).data
  const open = { survey: self?.survey ?? '', state: [wish.initial, 'candidate' as const], size: 200 }
  const all = useAsk(needs.ops.wishes, open, { when: self !== undefined }).data?.items ?? []
  const first = self?.alike ?? []
  const rest = all.filter(w => w.id !== self?.id && !first.some(a => a.id === w.id))
  const options = [...first, ...rest].map(w => ({ value: w.id, label: w.title ?? w.said }))
  return <Choose {...props} none={t('没有别的意愿')} options={options} />
}

function CategoryPicker(props: WidgetProps) {
  const all = useAsk(grid.ops.categories, {}, { fresh: 3_600_000 }).data ?? []
  const leaves = all.filter(c => !all.some(other => other.parent === c.code))
  return <Choose {...props} options={leaves.map(c => ({ value: c.code, label: c.name }))} />
}
