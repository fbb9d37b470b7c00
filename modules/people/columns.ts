/** What the fields of a card are in the database: a name and a phone sealed and findable, and the columns that belong to each field. */
import { pinyin } from 'pinyin-pro'
import { mobile } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { uses } from './documents.ts'
import { problem } from './rules.ts'

export function phoneColumns({ sealer }: Pick<Ctx, 'sealer'>, typed: string | null | undefined) {
  if (!typed) return { phone: null, phoneKey: null, phoneTail: null }
  const checked = mobile(typed)
  if (!checked.ok) throw problem.badPhone(checked.say)
  const { value } = checked
  return {
    phone: sealer.seal(value, uses.phone),
    phoneKey: sealer.index(value, uses.phone),
    phoneTail: value.slice(-4),
  }
}

/** 王芳 is wf; a surname read in a way of its own (单, 解, 区) is read that way. */
export const initials = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, '')

/** What is taken over from another card takes all the columns of the field. */
export const columns = {
  name: ['name', 'initials'],
  sex: ['sex'],
  birth: ['birth'],
  idNumber: ['document', 'id_number', 'id_key', 'id_tail'],
  phone: ['phone', 'phone_key', 'phone_tail'],
  hometown: ['hometown'],
} as const satisfies Record<string, readonly string[]>
