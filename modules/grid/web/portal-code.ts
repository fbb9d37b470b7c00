/** The code by which a matter is followed when no phone was left: six digits out of the form's own key, which nobody else knows. */

/** Pressing twice sends the same key, and shows the same code. */
export const codeOf = (key: string): string =>
  String(Number.parseInt(key.replaceAll('-', '').slice(-12), 16) % 1_000_000).padStart(6, '0')

export const isCode = (text: string): boolean => /^\d{6}$/.test(text)

/** In threes, as it is read out and written down. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
