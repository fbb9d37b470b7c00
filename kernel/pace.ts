/**
 * How fast one person may ask, whoever they are and wherever from: enough for the quickest hands and for a tablet that
 * sends a whole shift at once, too little for a program that empties the register. Counted by each process for itself, so
 * that nobody waits for a count to be written.
 */
import { limits, Problem } from './rules.ts'

export const paceLimit = limits('request', {
  personMinute: { is: 1200, label: '同一账号一分钟最多的请求', unit: '次', source: 'assumption', may: 'set' },
})

/** Takes one turn for this person; a Problem when they have had all of this minute's. */
export function pace(): (who: string, most: number, now?: number) => Problem | null {
  let minute = 0
  let turns = new Map<string, number>()
  return (who, most, now = Date.now()) => {
    const current = Math.floor(now / 60_000)
    if (current !== minute) [minute, turns] = [current, new Map()]
    const taken = (turns.get(who) ?? 0) + 1
    turns.set(who, taken)
    return taken > most ? tooFast : null
  }
}
const tooFast = new Problem('request.tooFast', 429, '您的账号请求得太快了，请一分钟后再试')
