/** For a shift without a network: the surveys that are open, and the doors of my grids. Nobody's name is among it. */
import { permits } from '../../../kernel/rules.ts'
import { above } from '../../../ui/field/me.ts'
import type { Shift } from '../../../ui/field/shift.ts'
import { places } from '../../places/contract.ts'
import { needs } from '../contract.ts'
import { may } from '../rules.ts'
import { doorsIn } from './field-doors.tsx'
import { COMMUNITY, openIn } from './field-surveys.tsx'

export async function prepare({ me, get }: Shift) {
  const walks = (place: string) => permits(may.answerAtDoor, me, { place })
  const mine = me.posts.map(p => p.place).filter(place => place.length >= COMMUNITY && walks(place))
  if (!mine.length) return
  const grids = ((await get(places.ops.grids, { place: above(mine) })) ?? []).map(g => g.code).filter(walks)
  for (const community of new Set(grids.map(code => code.slice(0, COMMUNITY)))) {
    const open = (await get(needs.ops.publicSurveys, openIn(community)))?.items ?? []
    for (const { id } of open)
      await Promise.all([
        get(needs.ops.publicSurvey, { community, id }),
        ...grids.filter(g => g.startsWith(community)).map(g => get(needs.ops.doors, doorsIn(community, id, g))),
      ])
  }
}
