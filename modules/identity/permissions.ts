/** Which post may do what, read from the rules that refuse and filter: nothing here is written by hand. */
import { permits, type Actor, type Rule } from '../../kernel/rules.ts'
import { allServices } from '../../kernel/server.ts'
import { roles, type Role } from './rules.ts'

/** `here`: over the very place of the record; `below`: the post stands above it. */
const place = '320582100001'
const seats = { here: place, below: place.slice(0, 9) } as const
const row = { place, desk: place, fromPlace: place }
const nobodyElse = { id: 'someone', posts: [] }

export async function permissions() {
  return allServices().map(({ contract: { name, label, ops }, implementation: { may, records = [] } }) => {
    const moves = Object.assign({}, ...records.map(r => r.machine.moves)) as Record<string, { by: Rule }>
    const lines = Object.entries(ops).map(([key, op]) => {
      const rule = op.kind === 'move' ? moves[key]!.by : (may as Record<string, Rule>)[key]!
      return { op: `${name}.${key}`, label: op.label, kind: op.kind, open: openTo(rule), posts: held(rule) }
    })
    return { module: name, label, lines }
  })
}

const openTo = (rule: Rule): 'all' | 'signedIn' | 'posts' =>
  permits(rule, null, row) ? 'all' : permits(rule, nobodyElse, row) ? 'signedIn' : 'posts'

const held = (rule: Rule) =>
  (Object.keys(roles) as Role[]).flatMap(role => {
    const can = (at: string) => permits(rule, { id: 'someone', posts: [{ role, place: at }] } satisfies Actor, row)
    const reach = can(seats.below) ? 'below' : can(seats.here) ? 'here' : null
    return reach ? [{ role, reach } as const] : []
  })
