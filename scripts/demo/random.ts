/**
 * A seeded source of chance. Each part of the town forks its own stream by name, so that a change in one part
 * does not shuffle all the others.
 */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  weighted<T>(list: readonly (readonly [T, number])[]): T
  shuffle<T>(list: readonly T[]): T[]
  fork(name: string): Random
}

export function random(seed: string | number): Random {
  const text = String(seed)
  let state = hash(text)
  const next = () => {
    // mulberry32: 32 bits of state are plenty for one demonstration town.
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]) => known(list[int(0, list.length - 1)])
  return {
    next,
    int,
    pick,
    chance: probability => next() < probability,
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of list) if ((left -= weight) < 0) return value
      return known(list.at(-1))[0]
    },
    shuffle(list) {
      const mixed = [...list]
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = int(0, i)
        ;[mixed[i], mixed[j]] = [known(mixed[j]), known(mixed[i])]
      }
      return mixed
    },
    fork: name => random(`${text}/${name}`),
  }
}

/** What a list is known to hold; an empty list here is a mistake in the generator, not bad luck. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the generator drew from an empty list')
  return value
}

function hash(text: string) {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h
}
