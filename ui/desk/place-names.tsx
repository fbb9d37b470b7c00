/** Division codes as people call them. What lies under the person's own place is fetched once; any other code is asked for alone. */
import { useMemo } from 'react'
import { places, type PlaceLine } from '../../modules/places/contract.ts'
import { useAsk, useHome } from './context.tsx'

const STREET = 9
const GRID = 15

/** Every place under this person's own, as far as it fits a menu: from a street down, all of it. */
export function usePlaces(): PlaceLine[] {
  const home = useHome()
  const small = home.length >= STREET
  const self = useAsk(places.ops.place, { code: home }, { when: home !== '', fresh: Infinity })
  const below = useAsk(places.ops.tree, { parent: home }, { when: home.length < GRID, fresh: 300_000 })
  const grids = useAsk(places.ops.grids, { place: home }, { when: small && home.length < GRID, fresh: 300_000 })
  return useMemo(() => {
    const all = [...(self.data ? [self.data] : []), ...(below.data ?? []), ...(grids.data ?? [])]
    return [...new Map(all.map(p => [p.code, p])).values()]
  }, [self.data, below.data, grids.data])
}

/** 翠园社区 第三网格: the community is said only to those who work in more than one. */
export function PlaceName({ code }: { code: string }) {
  const home = useHome()
  const known = usePlaces()
  const name = nameIn(known, code)
  const asked = useAsk(places.ops.place, { code }, { when: name === undefined && known.length > 0, fresh: Infinity })
  const own = name ?? asked.data?.name
  if (own === undefined) return <span className="quiet">{code}</span>
  const above = code.length === GRID && home.length < 12 ? short(nameIn(known, code.slice(0, 12)) ?? '') : ''
  // Many a grid bears its community's name already.
  const community = own.startsWith(above) ? '' : above
  return (
    <span title={code}>
      {community && <span className="quiet">{community} </span>}
      {own}
    </span>
  )
}

export const nameIn = (known: PlaceLine[], code: string): string | undefined => known.find(p => p.code === code)?.name
const short = (community: string) =>
  community.replace(/(居民委员会|村民委员会|居委会|村委会)$/, '').replace(/社区$/, '')
