/** What nobody types and somebody sends: texts, numbers and shapes that have broken other systems. */
import fc from 'fast-check'

const farDays = [
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2026-02-29',
  '2024-02-29',
  '-000001-01-01',
  '+275760-09-13T00:00:00Z',
  '2026-13-01',
  '2026-11-20T25:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+14:00',
  '9999-12-31T23:59:59-14:00',
]
const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\\u0000',
  '\ud800',
  'x\udfff',
  '\u202Egnp.exe',
  '👨‍👩‍👧‍👦',
  '𠮷𠮷',
  'é̂̃'.repeat(50),
  '\u200b\ufeff',
  "' or 1=1 --",
  '%_\\',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://evil.example","x")',
  '../../../../etc/passwd',
  '..\\..\\con.txt',
  '{{7*7}}${7*7}',
  '%00%0d%0aset-cookie:a=b',
  'NaN',
  'null',
  '[object Object]',
  'constructor',
  '__proto__',
  '1e999',
  '٣٤',
  '320582',
  '99',
  '0'.repeat(400),
  '字'.repeat(40_000),
  'a'.repeat(40_000) + '!',
  ' '.repeat(40_000) + 'x',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]
/** JSON has them, JavaScript does not write them: they are put in for these marks. */
export const unwritable = { '⟦huge⟧': '1e999', '⟦minus⟧': '-0', '⟦digits⟧': '9'.repeat(400) }
const farNumbers = [0, -1, 0.1, 1e308, -1e308, 2 ** 31 - 1, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 63, 5e-324, 181, -91]

export const days = fc.constantFrom(...farDays)
export const numbers = fc.constantFrom<unknown>(...farNumbers, ...Object.keys(unwritable))

/** Deeper than any call stack, written as text because nothing here could write it. */
export const abyss = '⟦abyss⟧'
export const deep = '['.repeat(100_000) + ']'.repeat(100_000)

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 3, arbitrary: days },
  { weight: 3, arbitrary: numbers },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      [],
      {},
      [[]],
      [null],
      { constructor: { prototype: { admin: true } } },
      { then: 1, toString: 1, valueOf: 'x', length: -1 },
      Array(1_000).fill('x'),
      abyss,
    ),
  },
)
