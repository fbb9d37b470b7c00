/** What is promised about wishes: what was said, how many households want it, what looks like it, and where it went. */
import { z } from 'zod'
import { key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { bans } from './negative-rules.ts'
import { Id, oneOf, stateOf, surveyKey, Text, where, Why } from './shapes.ts'
import { kinds, priorities, wish } from './wish-rules.ts'

const WishLine = z.object({
  ...where,
  said: z.string().describe('意愿'),
  title: z.string().nullable().describe('公开的说法'),
  kind: oneOf(kinds).describe('哪一类'),
  priority: oneOf(priorities).describe('要紧不要紧'),
  state: stateOf(wish.states),
  households: z.int().describe('几户想要'),
  number: z.string().nullable().describe('编号'),
})
export type WishLine = z.infer<typeof WishLine>
const Alike = WishLine.extend({ score: z.int().describe('相像'), why: z.array(z.string()) })
export const Wish = WishLine.extend({
  survey: Id,
  surveyTitle: z.string().describe('摸底'),
  address: z.string().describe('住处'),
  lead: Id.nullable(),
  clause: oneOf(bans).nullable().describe('负面清单'),
  reason: z.string().nullable().describe('为什么'),
  passedTo: z.string().nullable().describe('转给哪里'),
  topic: Id.nullable(),
  grids: z.array(z.object({ place: Place, households: z.int() })),
  merged: z.array(z.object({ id: Id, said: z.string() })),
  alike: z.array(Alike),
  offers: Offers,
})
export type Wish = z.infer<typeof Wish>

const title = Text(60).describe('公开的说法（不写人名、门牌）')

export const wishOps = {
  wishes: query(
    '意愿列表',
    z.object({
      place: Place.optional().describe('范围'),
      survey: Id.optional().describe('哪次摸底'),
      state: z.array(stateOf(wish.states)).optional().describe('状态'),
      kind: oneOf(kinds).optional().describe('哪一类'),
      search: z.string().trim().max(60).optional().describe('字词'),
      ...paging,
    }),
    paged(WishLine),
  ),
  wish: query('意愿', z.object(key), Wish),
  /** Two that have not been sorted and may be the same, most alike first. */
  pairs: query(
    '相像的意愿',
    z.object({ ...surveyKey, ...paging }),
    paged(
      z.object({
        a: WishLine.describe('一条'),
        b: WishLine.describe('另一条'),
        score: z.int().describe('相像'),
        why: z.array(z.string()).describe('为什么'),
      }),
    ),
  ),
  ...movesOf(wish, Wish, {
    mergeWish: { lead: Id.describe('并入哪一条') },
    unmergeWish: { reason: Why.describe('说明') },
    nominateWish: { title },
    rejectWish: { title, clause: oneOf(bans).describe('负面清单'), reason: Text(300).describe('怎样告诉住户') },
    passWish: {
      title,
      category: z.string().optional().describe('转为网格事项：分类'),
      to: z.string().trim().max(60).optional().describe('发函：转给哪里'),
      number: z.string().trim().max(40).optional().describe('发函：文号'),
    },
    takeBackWish: { reason: Why.describe('说明') },
  }),
}
