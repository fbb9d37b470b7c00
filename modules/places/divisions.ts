/**
 * The administrative divisions that come with the product, province to street. Codes are text and change over the years:
 * use them to find a place, never as a primary key.
 */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

export type DivisionLevel = 'province' | 'city' | 'district' | 'street' | 'community'
export type Division = { code: string; name: string; level: DivisionLevel; parent: string | null }

/** 44,703 divisions, parents before children. Source and licence: data/NOTICE.md. */
export async function* divisions(): AsyncIterable<Division> {
  const text = createReadStream(new URL('data/divisions.tsv.gz', import.meta.url)).pipe(createGunzip())
  let rest = ''
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.map(divisionOf)
  }
  if (rest) yield divisionOf(rest)
}

const divisionOf = (line: string): Division => {
  const [code = '', name = ''] = line.split('\t')
  return division(code, name)
}

/** The code one level up: 12 → 9 → 6 → 4 → 2 digits; a province has none. */
export const parentOf = (code: string) => division(code, '').parent

function division(code: string, name: string): Division {
  const at = widths.indexOf(code.length)
  const level = levels[at]
  if (!level || !/^\d+$/.test(code)) throw new Error(`区划代码应为 2、4、6、9 或 12 位数字，“${code}”不是`)
  return { code, name, level, parent: at === 0 ? null : code.slice(0, widths[at - 1]) }
}

const widths = [2, 4, 6, 9, 12]
const levels: readonly DivisionLevel[] = ['province', 'city', 'district', 'street', 'community']
