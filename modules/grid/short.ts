/** The number of a matter as the end of a short address, so that an SMS stays one segment. Pure. */

const ours = /^\d{12}$/

/** A number of another system cannot be followed here: it leads to the page where one asks. */
export const shortLink = (number: string): string =>
  ours.test(number) ? `/s/${Number(number).toString(36)}` : '/follow'

/** null: no number of ours. */
export function numberOf(short: string): string | null {
  const number = /^[0-9a-z]{1,8}$/.test(short) ? String(Number.parseInt(short, 36)).padStart(12, '0') : ''
  return ours.test(number) ? number : null
}
