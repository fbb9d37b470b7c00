/** One matter: the facts, its grid on the map, what happened, and the moves this person may make; `more` is what other modules know of it. */
import type { ReactNode } from 'react'
import { t } from '../../../kernel/text.ts'
import { places } from '../../places/contract.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { grid } from '../contract.ts'
import { going, task } from '../joint-rules.ts'
import type { Matter } from '../shapes.ts'
import { CategoryPicker } from './category.tsx'
import { Joint } from './joint.tsx'
import { LeadPicker } from './lead-picker.tsx'
import { Grave, Light } from './marks.tsx'
import { MattersAt } from './matters-at.tsx'
import { HandlerPicker } from './pickers.tsx'

export function MatterPage({ more }: { more: (m: Matter) => ReactNode }) {
  return (
    <RecordPage
      op={grid.ops.matter}
      ops={grid.ops}
      back={{ to: '/grid', label: t('事项') }}
      title={m => m.title}
      lead={m => (
        <>
          <Grave {...m} />
          <Light {...m} />
          <span className="quiet figures">{m.number}</span>
        </>
      )}
      fields={[
        'elsewhere',
        'description',
        'result',
        'categoryName',
        'urgency',
        'level',
        'supplementBy',
        'pausedUntil',
        'place',
        'address',
        'source',
        'reportedAt',
        'contactName',
        'contactPhone',
        'holderName',
        'closedAt',
        'revisit',
        'revisitText',
        'excludedWhy',
        'foreignSource',
        'foreignId',
        'rating',
        'ratingText',
      ]}
      widgets={{ holder: HandlerPicker, category: CategoryPicker, lead: LeadPicker }}
      asks={asks}
      more={m => (
        <>
          <Joint {...m} />
          {more(m)}
        </>
      )}
      aside={m => (
        <>
          <Where matter={m} />
          <Serving place={m.place} />
          {m.address && <MattersAt place={m.place} address={m.address} title={t('同一处的其他事项')} but={m.id} />}
        </>
      )}
    />
  )
}

/** Whoever has no helper still at work is not asked why they do not wait for one. */
const asks = (m: Matter, move: string) =>
  move === 'feedback' && !m.tasks.some(t => going(task).includes(t.state)) ? (['text', 'photos'] as const) : undefined

/** GR-03: whom to ask about this place, with a way to the place itself. */
function Serving({ place }: { place: string }) {
  const { data } = useAsk(places.ops.responsible, { place }, { fresh: 300_000 })
  if (!data?.duty.length) return null
  return (
    <section className="sheet">
      <h2>{t('这里谁负责')}</h2>
      <dl className="answers">
        {data.duty.slice(0, 4).map(d => (
          <div key={d.label + d.name}>
            <dt>{d.label}</dt>
            <dd>
              {d.name} <span className="figures quiet">{d.phone}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        <Go to={`/places?place=${place}`}>{t('看这个网格的楼栋和点位')}</Go>
      </p>
    </section>
  )
}

function Where({ matter }: { matter: Matter }) {
  const map = useAsk(places.ops.map, { place: matter.community }, { fresh: 3_600_000 })
  if (!map.data?.features.length) return null
  return (
    <section className="sheet">
      <h2>
        <PlaceName code={matter.place} />
      </h2>
      <PlaceMap
        features={map.data.features}
        chosen={matter.place}
        height={180}
        {...(matter.lon !== null && matter.lat !== null && { point: [matter.lon, matter.lat] as const })}
      />
    </section>
  )
}
