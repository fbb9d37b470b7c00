/**
 * Every sentence a page shows goes through `t`. The Chinese text itself is the message id: what is read in the code is
 * what people read, and a language without a translation falls back to it.
 */

/** The parameters a text names: `t('还有 {n} 件', {})` does not compile. */
type Named<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never
type Given<T extends string> = [Named<T>] extends [never] ? [] : [params: Record<Named<T>, string | number>]

export type Catalogue = Record<string, string>

// One language for the process or the browser; a server that speaks several at once will need one for each request.
let spoken: Catalogue = {}

/** From now on `t` answers in this language; 'zh-CN' with an empty table is Chinese again. */
export function setCatalogue(lang: string, table: Catalogue) {
  language = lang
  spoken = table
}

/** For the `lang` attribute of a page. */
export let language = 'zh-CN'

export function t<const T extends string>(text: T, ...[params]: Given<T>): string {
  const said = Object.hasOwn(spoken, text) ? spoken[text]! : text
  if (!params) return said
  const values = params as Record<string, string | number>
  // A translation may use a name twice or not at all; a name nobody gave stays visible instead of vanishing.
  return said.replace(/\{(\w+)\}/g, (hole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : hole))
}
