/** How a figure is said: with its unit, its source in full, and the direction in which an area may move it. */
import { t } from '../../kernel/text.ts'
import type { FigureLine } from '../../kernel/book-contract.ts'
import { isAssumed, ways, type Named, type Setting } from '../../kernel/book-rules.ts'
import { handbook } from '../../scripts/clauses/data/handbook.ts'

export { ways }

export const withUnit = ({ unit }: Pick<FigureLine, 'unit'>, is: number) => `${is} ${unit ?? ''}`.trim()

/** What stands in the rules without anybody's setting: a clause's, or ours where no clause was found. */
export const given = ({ assumed }: Pick<FigureLine, 'assumed'>) => (assumed ? t('预设') : t('规定'))

/** The short codes among the sources stand for clauses that nobody knows by heart. */
export function Source({ said, short = false }: { said: string; short?: boolean }) {
  const parts = said
    .split(/[;；]/)
    .map(s => s.trim())
    .filter(s => s && s !== 'assumption')
  return (
    <span className="hint figure-source">
      {short
        ? parts.map(part => (
            <span key={part} title={inWords(part)}>
              {inWords(part).split('：')[0]}
            </span>
          ))
        : parts.map(inWords).join('；')}
      {!parts.length && t('没有查到规定')}
      {!short && isAssumed(said) && t('；数值是本系统假定的，请按本地规定核定')}
    </span>
  )
}

export function inWords(part: string): string {
  const code = /\b[A-Z]{1,3}-\d{2}\b/.exec(part)?.[0]
  const entry = code && handbook[code]
  return entry ? `${entry.source}：${entry.says}` : part
}

/** The figure and what binds it from above, as the law of the book reads them. */
export const inLaw = (f: FigureLine): { figure: Named; lines: Setting[] } => ({
  figure: {
    name: f.name,
    label: f.label,
    is: f.builtIn,
    source: f.source,
    ...(f.unit !== null && { unit: f.unit }),
    ...(f.may && { may: f.may }),
  },
  lines: [f.above, ...f.coming].flatMap(s => (s ? [{ ...s, name: f.name, by: '' }] : [])),
})
