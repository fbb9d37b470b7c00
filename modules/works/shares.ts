/** How much of a contract may be called accepted, and how far it may change. Whole fen; pure. */

/** Of the whole by the share that is done, less what is held back until the reviews; the whole only when nothing is held back. */
export const acceptable = (total: number, donePercent: number, heldPercent: number): number =>
  Math.floor((total * donePercent * (100 - heldPercent)) / 10_000)

/** What was changed without a resolution of its own, up or down, may not pass this share of the contract. E05 */
export const withinLimit = (contract: number, changes: readonly number[], percent: number): boolean =>
  changes.reduce((sum, c) => sum + Math.abs(c), 0) * 100 <= contract * percent

/** Shared out to contracts in the order they were signed: the first is full before the second begins. */
export function filled(target: number, amounts: readonly number[]): number[] {
  let left = target
  return amounts.map(amount => {
    const here = Math.min(amount, Math.max(0, left))
    left -= here
    return here
  })
}
