/**
 * What somebody typed into the one box decides what it is: a whole number, the tail of one, letters, a door, or words of
 * a name or an address. Each has an index of its own (decision 10); a Chinese name of two characters has no trigram, so
 * names and addresses are found by pairs of characters. Several words, each of them.
 */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import { mobile, residentId, tidy } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { idKeyOf, idKeysOf, idTailOf, uses } from './documents.ts'

type Found = RawBuilder<boolean>

export function matches({ sealer, now }: Pick<Ctx, 'sealer' | 'now'>, typed: string): Found {
  const [id, phone] = [residentId(typed, dayOf(now)), mobile(typed)]
  if (id.ok) return sql`id_key = ${idKeyOf(sealer, { document: id.kind, value: id.value })}`
  if (phone.ok) return sql`phone_key = ${sealer.index(phone.value, uses.phone)}`
  if (/^(?=.*\d{6})[A-Z]{0,3}\d{6,12}[A-Z]?$/.test(tidy(typed))) return sql`id_key = any(${idKeysOf(sealer, typed)})`
  const words = typed.trim().split(/\s+/)
  return all(words.map(word => one({ sealer }, word)))
}

function one({ sealer }: Pick<Ctx, 'sealer'>, word: string): Found {
  const text = tidy(word)
  if (/^\d{3}[\dX]$/.test(text))
    return either([sql`id_tail = ${idTailOf(sealer, text)}`, sql`phone_tail = ${text}`, door(word)])
  if (/^\d/.test(text) && !/[\u4e00-\u9fff]{2}/.test(text.replace(/号楼|单元/g, '-'))) return door(word)
  if (/^[A-Z]+$/.test(text))
    return either([begins('initials', text.toLowerCase()), begins('name', word), ...inside(word)])
  if (Array.from(text).length === 1) return begins('name', word)
  return either(inside(word))
}

/** 3-1-502, 3栋502, 3幢1单元502室, 502; whoever says 幢 means the building and not the unit of that number. */
const door = (word: string): Found => {
  const building = /^\d+[A-Z]?(幢|栋|座|号楼)/.test(tidy(word)) ? '#' : ''
  return sql`people.doors(home_key) @> array[${building} || people.spelled(${word})]`
}

/** The pairs are the way in by the index; whether they stand next to each other is asked of those few. */
const inside = (word: string): Found[] => [
  sql`(people.grams(name) @> people.grams(${word}) and strpos(name, ${word}) > 0)`,
  sql`(people.grams(home_key) @> people.grams(people.spelled(${word})) and strpos(home_key, people.spelled(${word})) > 0
    and length(people.spelled(${word})) > 1)`,
]

/** Bytes between the prefix and what would come after it; a percent sign is a percent sign. */
const begins = (column: 'name' | 'initials', prefix: string): Found =>
  sql`${sql.ref(column)} like ${`${prefix.replace(/[\\%_]/g, '\\$&')}%`}`

const all = (found: readonly Found[]): Found => sql`(${sql.join(found, sql` and `)})`
const either = (found: readonly Found[]): Found => sql`(${sql.join(found, sql` or `)})`
