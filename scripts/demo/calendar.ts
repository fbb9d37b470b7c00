/** Days and hours on the wall in the town: China keeps UTC+8 the whole year, whatever zone the machine is in. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const wall = (at: Date | number) => new Date(Number(at) + 8 * hour)

/** 'YYYY-MM-DD' */
export const dayOf = (at: Date | number) => wall(at).toISOString().slice(0, 10)
export const yearOf = (at: Date | number) => wall(at).getUTCFullYear()
/** 1 to 12 */
export const monthOf = (at: Date | number) => wall(at).getUTCMonth() + 1
/** 0 is Sunday. */
export const weekdayOf = (at: Date | number) => wall(at).getUTCDay()
export const hourOf = (at: Date | number) => wall(at).getUTCHours()
/** Midnight on the wall at or before the moment, in milliseconds. */
export const midnight = (at: Date | number) => Math.floor((Number(at) + 8 * hour) / day) * day - 8 * hour

/** Whole years of age on a day. */
export const ageOn = (birth: string, on: string) =>
  +on.slice(0, 4) - +birth.slice(0, 4) - (on.slice(5) < birth.slice(5) ? 1 : 0)
