/**
 * Who lives with whom, when many people come into rooms at once: the same households as if each had been registered in
 * turn. Pure.
 */
export type Member = { id: string; room: string | null; household: string; relation: string; here: boolean }

/** `there` stands in the order of moving in, and is changed; `coming` likewise, each with its own id as household. */
export function settle(there: Member[], coming: readonly Member[]): void {
  const rooms = Map.groupBy(there, member => member.room)
  for (const one of coming) {
    if (one.room === null) continue
    const mates = rooms.get(one.room) ?? []
    rooms.set(one.room, mates)
    if (one.relation === 'householder') lead(mates, one)
    else one.household = mates.find(mate => mate.here)?.household ?? one.id
    if (!mates.includes(one)) mates.push(one)
  }
}

/** A head of household gathers those in the room who follow nobody who is a head; a second family keeps its own. */
function lead(mates: readonly Member[], one: Member): void {
  const heads = new Set(mates.filter(m => m.here && m.relation === 'householder' && m !== one).map(m => m.id))
  for (const mate of mates) if (!heads.has(mate.household)) mate.household = one.id
  one.household = one.id
}
