/**
 * A sample that anybody can draw again: each name on the frozen list is put under SHA-256 with the seed, the smallest digests
 * are taken. The seed holds two numbers by two people; a digest of the first is published before the second is said.
 */
import { createHash } from 'node:crypto'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Published while the number itself is sealed; the salt keeps it from being guessed. */
export const sealOf = (draw: string, first: number, salt: string): string => sha256(`${draw}|${first}|${salt}`)

export const seedOf = (draw: string, day: string, first: number, second: number): string =>
  sha256(`${draw}|${day}|${first}|${second}`)

export const digestOf = (seed: string, id: string): string => sha256(`${seed}|${id}`)

/** In the order of their digests; the order of the list does not matter. */
export function sample(seed: string, list: readonly string[], n: number): string[] {
  const drawn = [...new Set(list)].map(id => ({ id, digest: digestOf(seed, id) }))
  return drawn
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1))
    .slice(0, Math.max(0, n))
    .map(d => d.id)
}

/** A share of them, at least one. */
export const sizeOf = (all: number, percent: number): number => Math.min(all, Math.ceil((all * percent) / 100))
