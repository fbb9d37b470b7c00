/** The shapes that bodies, topics, meetings and resolutions share. */
import { z } from 'zod'
import { key, Place } from '../../kernel/contract.ts'

export const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
export const Why = z.string().trim().max(300).default('')
export const Day = z.iso.date()
export const Id = z.uuid()
export const where = { ...key, place: Place.describe('社区（村）') }
export const stateOf = <S extends string>(states: Record<S, { label: string }>) =>
  z
    .enum(Object.keys(states) as S[])
    .meta({ choices: states })
    .describe('状态')
/** One of a table's names, with its words. */
export const oneOf = <K extends string>(table: Record<K, string | { label: string }>) =>
  z.enum(Object.keys(table) as K[]).meta({ choices: table })

/** One inequality of the law as people read it. */
export const Said = z.object({ say: z.string(), met: z.boolean(), clause: z.string() })
export type Said = z.infer<typeof Said>
export const Line = z.object({
  at: z.date().describe('时间'),
  move: z.string(),
  label: z.string().describe('做了什么'),
  by: z.string().nullable().describe('谁'),
  text: z.string().nullable(),
  photos: z.array(z.uuid()),
})
export type Line = z.infer<typeof Line>
