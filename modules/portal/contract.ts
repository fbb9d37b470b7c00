/** What the portal module promises: notices from draft to the end of their time, and what of them everyone may read. */
import { z } from 'zod'
import { command, contract, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { kinds, notice, type Kind } from './rules.ts'

const KindName = z.enum(Object.keys(kinds) as Kind[]).meta({ choices: kinds })
const State = z.enum(Object.keys(notice.states) as (keyof typeof notice.states)[]).meta({ choices: notice.states })
const Files = z.array(z.uuid()).max(9, '最多 9 个').default([])

const words = {
  kind: KindName.describe('类别'),
  title: z.string().trim().min(2, '至少写 2 个字').max(60, '最多 60 个字').describe('标题'),
  body: z.string().trim().min(5, '至少写 5 个字').max(8000, '最多 8000 个字').describe('内容'),
  photos: Files.describe('照片'),
  until: z.iso.date().optional().describe('公布到'),
  pinned: z.boolean().default(false).describe('置顶'),
}

const Correction = z.object({ at: z.date(), text: z.string() })

export const Published = z.object({
  ...key,
  place: Place.describe('范围'),
  placeName: z.string().describe('范围'),
  kind: KindName.describe('类别'),
  title: z.string().describe('标题'),
  body: z.string().describe('内容'),
  photos: z.array(z.uuid()),
  pinned: z.boolean().describe('置顶'),
  state: State.describe('状态'),
  publishedAt: z.date().describe('公布时间'),
  lastDay: z.iso.date().nullable().describe('公布到'),
  corrections: z.array(Correction).describe('更正'),
  withdrawn: z.string().nullable().describe('撤下的原因'),
  updatedAt: z.date().describe('最近改动'),
})
export type Published = z.infer<typeof Published>

export const Notice = z.object({
  ...key,
  place: Place.describe('范围'),
  kind: KindName.describe('类别'),
  title: z.string().describe('标题'),
  body: z.string().describe('内容'),
  photos: z.array(z.uuid()),
  pinned: z.boolean().describe('置顶'),
  state: State.describe('状态'),
  lastDay: z.iso.date().nullable().describe('公布到'),
  late: z.boolean().describe('到期未撤'),
  draftedAt: z.date().describe('起草时间'),
  drafter: z.string().nullable().describe('起草人'),
  publishedAt: z.date().nullable().describe('公布时间'),
  publisher: z.string().nullable().describe('公布人'),
  timeline: z.array(
    z.object({
      at: z.date(),
      move: z.string(),
      label: z.string(),
      by: z.string().nullable(),
      text: z.string().nullable(),
      photos: z.array(z.uuid()),
    }),
  ),
  offers: Offers,
})
export type Notice = z.infer<typeof Notice>

export const portal = contract('portal', '社区门户', {
  published: query(
    '公告',
    z.object({ place: Place.min(12).describe('范围'), kind: KindName.optional().describe('类别'), ...paging }),
    paged(Published),
  ),
  publishedOne: query('公告', z.object(key), Published),
  notices: query(
    '公告列表',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(State).optional().describe('状态'),
      kind: KindName.optional().describe('类别'),
      search: z.string().trim().max(60).optional().describe('标题'),
      ...paging,
    }),
    paged(Notice.omit({ timeline: true, offers: true, body: true, photos: true })),
  ),
  notice: query('公告', z.object(key), Notice),
  draft: command(
    '起草公告',
    z.object({ place: Place.min(12, '请选择社区或网格').describe('给哪里看'), ...words }),
    Notice,
  ),
  ...movesOf(notice, Notice, {
    edit: words,
    correct: { text: z.string().trim().min(2, '至少写 2 个字').max(1000).describe('更正说明') },
    extend: { until: z.iso.date().describe('改为公布到') },
    withdraw: { reason: z.string().trim().min(2, '至少写 2 个字').max(300).describe('撤下的原因') },
  }),
})
