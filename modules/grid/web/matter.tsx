/** One matter: the facts, its grid on the map, what happened, and the moves this person may make. */
import { places } from '../../places/contract.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { grid } from '../contract.ts'
import type { Matter } from '../shapes.ts'
import { CategoryPicker } from './category.tsx'
import { Grave, Light } from './marks.tsx'
import { HandlerPicker } from './pickers.tsx'

export default function MatterPage() {
  return (
    <RecordPage
      op={grid.ops.matter}
      ops={grid.ops}
      back={{ to: '/grid', label: '事项' }}
      title={m => m.title}
      lead={m => (
        <>
          <Grave {...m} />
          <Light {...m} />
          <span className="quiet figures">{m.number}</span>
        </>
      )}
      fields={[
        'description',
        'result',
        'categoryName',
        'urgency',
        'place',
        'address',
        'source',
        'reportedAt',
        'contactName',
        'contactPhone',
        'holderName',
        'closedAt',
        'rating',
        'ratingText',
      ]}
      widgets={{ holder: HandlerPicker, category: CategoryPicker }}
      aside={m => <Where matter={m} />}
    />
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
