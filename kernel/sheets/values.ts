/**
 * How a number, a date or a guarded text in a file becomes the text a person sees in their spreadsheet program, and
 * back. Programs keep 15 digits of a number; what lies beyond was lost when the file was saved.
 */

export const longNumber = '长数字已被表格软件改写，请把该列设为文本后重填'

/** Sixteen digits or more: the last ones are no longer what was typed. */
export const isLong = (n: number) => Math.abs(n) >= 1e15

/** Never with an exponent; a fraction is rounded to 15 digits as the program shows it, so 0.1+0.2 is 0.3. */
export function numberText(n: number): string {
  const text = String(Number.isInteger(n) ? n : Number(n.toPrecision(15)))
  return text.includes('e') ? Number(text).toLocaleString('en-US', plain) : text
}
const plain = { useGrouping: false, maximumSignificantDigits: 15 } as const

/** Dates come as UTC; the second is rounded because a fraction of a day cannot hold it exactly. */
export function dateText(date: Date): string {
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString()
  const [day = '', time = ''] = text.slice(0, 19).split('T')
  if (date.getUTCFullYear() < 1900) return time.replace(/:00$/, '')
  return time === '00:00:00' ? day : `${day}T${time}`
}

/** A time of day or a duration, given in days: '14:30', '36:00', '07:05:09'. */
export function timeText(days: number): string {
  const seconds = Math.round(days * 86_400)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return [h, m, ...(s ? [s] : [])].map(n => String(n).padStart(2, '0')).join(':')
}

export const yesNo = (value: boolean) => (value ? '是' : '否')

// A cell that begins so is run as a formula when a .csv file is opened; the wide signs too, in Chinese programs.
const startsFormula = /^'*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/
const guarded = /^'+[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/
const plainNumber = /^[+-]?\d+(\.\d+)?$/

export const wouldRun = (text: string) => startsFormula.test(text) && !plainNumber.test(text)

/** In a .csv file such text gets an apostrophe before it. In a workbook it stands in a cell formatted as text. */
export const guardCsv = (text: string) => (wouldRun(text) ? `'${text}` : text)

/** Text that already looks guarded gets one more, so that `unguard` gives back exactly what was written. */
export const guardXlsx = (text: string) => (guarded.test(text) ? `'${text}` : text)

/** Also for workbooks: a guarded .csv that was opened and saved as a workbook keeps its apostrophes. */
export const unguard = (text: string) => (guarded.test(text) ? text.slice(1) : text)
