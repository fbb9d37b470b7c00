/**
 * The numbers of OWASP ASVS 5.0.0, and none of its words: how many requirements each section of each chapter has, and
 * which of them belong to level 3. Taken from the project's own table, so that SECURITY.md can be held against it.
 */
const chapters = [
  '1:2 2:10 3:12 4:3 5:3',
  '1:3 2:3 3:5 4:2',
  '1:1 2:3 3:5 4:8 5:8 6:1 7:5',
  '1:5 2:5 3:2 4:4',
  '1:1 2:6 3:3 4:3',
  '1:3 2:12 3:8 4:6 5:8 6:4 7:2 8:4',
  '1:3 2:4 3:2 4:5 5:3 6:2',
  '1:4 2:4 3:3 4:2',
  '1:3 2:4',
  '1:2 2:3 3:5 4:16 5:5 6:2 7:3',
  '1:4 2:5 3:5 4:4 5:2 6:2 7:2',
  '1:5 2:2 3:5',
  '1:4 2:6 3:4 4:7',
  '1:2 2:8 3:3',
  '1:5 2:5 3:7 4:4',
  '1:1 2:5 3:4 4:3 5:4',
  '1:2 2:8 3:2',
]
const levelThree = new Set(
  `1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 3.7.4 3.7.5 4.1.4 4.1.5
  4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8 6.6.4 6.7.1 6.7.2
  7.5.3 8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14 10.4.15 10.4.16 11.1.3 11.1.4 11.2.4
  11.2.5 11.3.4 11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 12.1.5 12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6
  13.4.7 14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 16.5.4 17.1.2 17.2.5 17.2.6
  17.2.7 17.2.8`.split(/\s+/),
)

/** Every requirement in the order of the text, with its level: 2 stands for 1 and 2. */
export const requirements: readonly { number: string; level: 2 | 3 }[] = chapters.flatMap((sections, chapter) =>
  sections.split(' ').flatMap(section => {
    const [name, count] = section.split(':').map(Number)
    return Array.from({ length: count! }, (_, i) => {
      const number = `${chapter + 1}.${name}.${i + 1}`
      return { number, level: levelThree.has(number) ? 3 : 2 } as const
    })
  }),
)

/** The requirements that a cell of the table names: 「1.2.1–1.2.3, 4.3」, or 「all」 of a chapter. Null for what there is none of. */
export function namedBy(cell: string, chapter: string): string[] | null {
  const all = requirements.map(r => r.number)
  const parts = cell.split(',').map(part => {
    const [first = '', last = first] = part.trim().split('–')
    if (first === 'all') return all.filter(number => number.startsWith(`${chapter}.`))
    if (first.split('.').length === 2)
      return all.filter(number => number.startsWith(`${first}.`) || number.startsWith(`${last}.`))
    const [from, to] = [all.indexOf(first), all.indexOf(last)]
    return from < 0 || to < from ? [] : all.slice(from, to + 1)
  })
  return parts.some(part => part.length === 0) ? null : parts.flat()
}
