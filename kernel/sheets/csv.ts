/**
 * Rows of comma, tab or semicolon separated text, a piece at a time. `line` is the number of the row as a spreadsheet
 * program numbers it: a cell with line breaks inside counts once.
 */
import { most, type RawRow, sheetTrouble } from './trouble.ts'

const unclosed = '引号没有成对，从这一格起的内容可能被并到了一起'

export async function* csvRows(
  text: AsyncIterable<string>,
  separator: string,
): AsyncGenerator<RawRow, void, undefined> {
  const split = separator.charCodeAt(0)
  let ready: RawRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let place: 'start' | 'plain' | 'quoted' | 'afterQuote' = 'start'
  let skipLf = false

  const endCell = () => {
    if (cell.length > most.cell) throw sheetTrouble.cellTooLong({ line })
    if (cells.length < most.columns) cells.push(cell)
    else if (cell.trim()) throw sheetTrouble.tooManyColumns({ line })
    cell = ''
    place = 'start'
  }
  const endRow = () => {
    endCell()
    if (cells.some(text => text !== '')) ready.push({ line, cells })
    line++
    cells = []
  }

  const take = (piece: string) => {
    let from = 0
    for (let i = 0; i < piece.length; i++) {
      const c = piece.charCodeAt(i)
      if (skipLf) {
        skipLf = false
        if (c === LF) continue
      }
      if (place === 'quoted') {
        if (c !== QUOTE) continue
        cell += piece.slice(from, i)
        place = 'afterQuote'
        continue
      }
      if (c === QUOTE && place === 'start') {
        place = 'quoted'
        from = i + 1
      } else if (c === QUOTE && place === 'afterQuote') {
        cell += '"'
        place = 'quoted'
        from = i + 1
      } else if (c === split || c === LF || c === CR) {
        if (place === 'plain') cell += piece.slice(from, i)
        if (c === split) endCell()
        else endRow()
        skipLf = c === CR
      } else if (place !== 'plain') {
        place = 'plain'
        from = i
      }
    }
    if (place === 'plain' || place === 'quoted') cell += piece.slice(from)
    if (cell.length > most.cell) throw sheetTrouble.cellTooLong({ line })
  }

  for await (const piece of text) {
    take(piece)
    for (const row of ready) yield row
    ready = []
  }
  // `place` is changed inside `take`, which the compiler does not follow.
  const last = place as string
  if (last === 'start' && cells.length === 0) return
  const at = cells.length
  endRow()
  if (last === 'quoted') yield { line: line - 1, cells: ready[0]?.cells ?? [], troubles: [{ at, say: unclosed }] }
  else yield* ready
}
const [QUOTE, LF, CR] = [34, 10, 13]

/** The separator that cuts most of the first lines into the same number of cells; a title line has none of it. */
export function separatorOf(head: string): string {
  const lines = withoutQuoted(head)
    .split(/\r\n?|\n/)
    .filter(line => line.trim())
    .slice(0, 20)
  const score = (separator: string) => {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const n = line.split(separator).length - 1
      if (n > 0) counts.set(n, (counts.get(n) ?? 0) + 1)
    }
    const [agreeing = 0, cuts = 0] =
      [...counts].map(([n, times]) => [times, n]).sort(([a = 0, x = 0], [b = 0, y = 0]) => b - a || y - x)[0] ?? []
    return agreeing * 1000 + cuts
  }
  return [',', '\t', ';', '|'].reduce((best, next) => (score(next) > score(best) ? next : best))
}
const withoutQuoted = (text: string) => text.replace(/"[^"]*("|$)/g, '')
