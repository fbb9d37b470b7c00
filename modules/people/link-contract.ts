/** What linking an account promises: asking for it, and a clerk's comparing of document, name and home. */
import { z } from 'zod'
import { command, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { link } from './link-rules.ts'

const LinkState = z
  .enum(Object.keys(link.states) as (keyof typeof link.states)[])
  .meta({ choices: link.states })
  .describe('状态')
/** What the applicant sees of it, and a clerk before looking closer: nothing that tells whether such a person is registered. */
export const LinkRequest = z.object({
  ...key,
  place: Place.describe('社区（村）'),
  name: z.string().describe('姓名'),
  address: z.string().describe('住处'),
  ownerName: z.string().describe('账号上的称呼'),
  state: LinkState,
  reason: z.string().nullable().describe('说明'),
  at: z.date().describe('申请时间'),
  offers: Offers,
})
export const LinkCard = LinkRequest.extend({
  /** null once it was decided: what was asked for to be compared is not kept. */
  idMasked: z.string().nullable().describe('身份证号'),
  document: z.boolean().describe('身份证号相符'),
  sameName: z.boolean().describe('姓名相符'),
  sameHome: z.boolean().describe('住处相符'),
  found: z
    .object({ person: z.uuid(), name: z.string(), address: z.string().nullable() })
    .nullable()
    .describe('登记的居民'),
})

export const linkOps = {
  applyLink: command(
    '申请关联本人信息',
    z.object({
      community: key.community,
      name: z.string().trim().min(2, '姓名至少 2 个字').max(40).describe('姓名'),
      idNumber: secret(z.string().trim().min(1, '请填写身份证号').max(30).describe('身份证号')),
      address: z.string().trim().min(2, '请写明楼栋和房号').max(100).describe('住处'),
    }),
    LinkRequest,
  ),
  links: query(
    '账号关联申请',
    z.object({
      place: Place.optional().describe('社区（村）'),
      state: LinkState.optional(),
      mine: z.boolean().default(false).describe('只看我的'),
      ...paging,
    }),
    paged(LinkRequest),
  ),
  link: query('账号关联申请详情', z.object(key), LinkCard, { shows: a => (a.found ? [a.found.person] : []) }),
  ...movesOf(link, LinkRequest, {
    rejectLink: { reason: z.string().trim().min(2, '请写明原因').max(200).describe('原因') },
  }),
}
