/** What the insight module promises: rules that can be tried on the past, and warnings that are answered in time or go upwards. */
import { z } from 'zod'
import { command, contract, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { addressees, levels, warning, watching } from './rules.ts'
import { table } from './table-rules.ts'

const place = Place.describe('范围')
const Day = z.iso.date()
const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
const choice = <T extends Record<string, string | { label: string }>>(of: T) =>
  z.enum(Object.keys(of) as (keyof T & string)[]).meta({ choices: of })
const stateOf = <S extends string>(m: { states: Record<S, { label: string }> }) =>
  z
    .enum(Object.keys(m.states) as S[])
    .meta({ choices: m.states })
    .describe('状态')
const Code = choice(table).describe('规则')
const Level = choice(levels).describe('级别')
const Addressee = choice(addressees).describe('问谁')

const Watching = z.object({
  ...key,
  place,
  state: stateOf(watching),
  code: Code,
  since: Day.describe('自'),
  byName: z.string().nullable().describe('谁启用的'),
  offers: Offers,
})
const WarningLine = z.object({
  ...key,
  place,
  state: stateOf(warning),
  code: Code,
  level: Level,
  said: z.string().describe('问什么'),
  addressee: Addressee,
  raisedOn: Day.describe('哪天问的'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
})
const Warning = WarningLine.extend({
  about: z.string(),
  answer: z.string().nullable().describe('说明'),
  answeredName: z.string().nullable().describe('谁说明的'),
  verdict: z.string().nullable().describe('认定'),
  verdictName: z.string().nullable().describe('谁认定的'),
  escalatedAt: z.date().nullable().describe('报街道'),
  offers: Offers,
})
export type Warning = z.infer<typeof Warning>

export const insight = contract('insight', '预警', {
  table: query(
    '预警规则表',
    z.object({ place: place.optional() }),
    z.array(
      z.object({
        code: Code,
        label: z.string().describe('问什么'),
        addressee: Addressee,
        days: z.int().describe('几天内说明'),
        source: z.string().describe('依据'),
        places: z.int().describe('启用的社区（村）'),
      }),
    ),
  ),
  /** What would have been asked in a time that is over: nothing is raised by it. */
  replay: query(
    '回看',
    z.object({
      place: Place.min(9).describe('范围'),
      codes: z.array(Code).optional().describe('规则'),
      from: Day.describe('自'),
      to: Day.describe('至'),
      ...paging,
    }),
    paged(
      z.object({
        id: z.string(),
        code: Code,
        day: Day.describe('哪天'),
        level: Level,
        said: z.string().describe('会问什么'),
        to: z.string().describe('看哪里'),
      }),
    ).extend({ counts: z.array(z.object({ code: Code, n: z.int() })) }),
  ),
  watchFor: command('启用规则', z.object({ place: Place.min(12).describe('社区（村）'), code: Code }), z.object(key)),
  watched: query('在用的规则', z.object({ place: place.optional(), ...paging }), paged(Watching)),
  watching: query('预警规则', z.object(key), Watching),
  scan: command(
    '查一遍',
    z.object({ place: Place.min(12).describe('社区（村）'), day: Day.describe('哪天') }),
    z.object({ raised: z.int().describe('新问的') }),
  ),
  warnings: query(
    '预警',
    z.object({
      place: place.optional(),
      state: z.array(stateOf(warning)).optional().describe('状态'),
      code: Code.optional(),
      level: Level.optional(),
      late: z.boolean().optional().describe('只看超时'),
      ...paging,
    }),
    paged(WarningLine),
  ),
  warning: query('预警', z.object(key), Warning),
  ...movesOf(warning, Warning, {
    answerWarning: { text: Text(500).describe('说明') },
    askAgain: { text: Text(300).describe('还要说明什么') },
    acceptWarning: { text: Text(300).describe('认定') },
    settleWarning: { text: Text(300).describe('认定') },
  }),
  ...movesOf(watching, Watching),
})
