/**
 * When something entered without a network was really done. A device's clock may be wrong, but how long it counted between
 * entering and sending is right: that much before now it was, never in the future, never longer ago than is believed.
 */
/** What a device says, both by its own clock: when it was entered, and when it is sent. */
export type Made = { made: Date; clock: Date }

export function momentOf({ made, clock }: Made, now: Date, hours: number): Date {
  const ago = clock.getTime() - made.getTime()
  return new Date(now.getTime() - Math.min(Math.max(ago, 0), hours * 3_600_000))
}
