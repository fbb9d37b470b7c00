/**
 * The administrative divisions that come with the product, province to street, and a reader for a list of communities.
 * Codes are text and change over the years: use them to find a place, never as a primary key.
 */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

export type DivisionLevel = 'province' | 'city' | 'district' | 'street' | 'community'
export type Division = { code: string; name: string; level: DivisionLevel; parent: string | null }

/** 44,703 divisions, parents before children. Source and licence: data/NOTICE.md. */
export async function* divisions(): AsyncIterable<Division> {
  for await (const lines of batches(new URL('data/divisions.tsv.gz', import.meta.url))) {
    for (const line of lines) {
      const [code = '', name = ''] = line.split('\t')
      yield division(code, name)
    }
  }
}

/**
 * The communities and villages in a CSV file (.csv or .csv.gz; code first, name second) whose code begins with `prefix`.
 * The file is the area's own: these codes are not for redistribution, so none is shipped.
 */
export async function* communitiesIn(file: string | URL, prefix = ''): AsyncIterable<Division> {
  for await (const lines of batches(file)) {
    for (const line of lines) {
      const [, code = '', name = ''] = communityLine.exec(line) ?? []
      if (code && code.startsWith(prefix)) yield division(code, name)
    }
  }
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

/** A header line, or anything else that does not begin with twelve digits, is passed over. */
const communityLine = /^\uFEFF?"?(\d{12})"?,\s*"?([^",]+)"?/

/** Lines, a chunk of the file at a time: handing them over one by one takes as long again as all the rest. */
async function* batches(file: string | URL): AsyncIterable<string[]> {
  const path = String(file)
  if (!/\.(csv|csv\.gz|tsv\.gz)$/.test(path)) {
    throw new Error(`只能读取 .csv 或 .csv.gz 文件；“${path}”请先解压或另存为 CSV`)
  }
  const raw = createReadStream(file)
  const text = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  // pipe() does not carry errors along: without this a missing .gz file would wait for ever.
  raw.on('error', error => text.destroy(error))
  let rest = ''
  for await (const chunk of text.setEncoding('utf8')) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    yield parts
  }
  if (rest) yield [rest]
}
