/** Where a thing lies, on the map of its community; nothing where nobody has said it. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { places } from '../../places/contract.ts'
import type { Asset } from '../shapes.ts'

export function AssetMap({ place, lon, lat, name }: Asset) {
  const { data } = useAsk(places.ops.map, { place }, { when: lon !== null })
  if (lon === null || lat === null || !data) return null
  return (
    <section className="sheet" aria-label={t('{name}的位置', { name })}>
      <PlaceMap features={data.features} point={[lon, lat]} height={220} />
    </section>
  )
}
