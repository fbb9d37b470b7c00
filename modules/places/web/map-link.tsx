/** The way into the map program of this installation; nothing where none is set. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { places } from '../contract.ts'
import { mapLink, type Position } from '../coordinates.ts'

export function MapLink({ at, name }: { at: Position | null; name: string }) {
  const base = useAsk(places.ops.baseMap, {}, { fresh: Infinity }).data
  if (!base?.link || !at) return null
  return (
    <a className="hint" href={mapLink(base.link, base.system, at, name)} target="_blank" rel="noreferrer">
      {t('在地图里打开')}
    </a>
  )
}
