/** What messages promise: my inbox, what left the house and can be sent again, and what somebody does not want any more. */
import { z } from 'zod'
import { command, contract, Offers, paged, paging, Place, query, secret } from './contract.ts'
import { channels, declinable, outgoing, purposes, type Channel, type Purpose, type State } from './message-rules.ts'

const Phone = secret(z.string().trim().min(1, '请填写手机号').max(30).describe('手机号'))
const Channels = z
  .enum(Object.keys(channels) as Channel[])
  .meta({ choices: channels })
  .describe('途径')
const Purposes = z
  .enum(Object.keys(purposes) as Purpose[])
  .meta({ choices: purposes })
  .describe('用途')
const States = z
  .enum(Object.keys(outgoing.states) as State[])
  .meta({ choices: outgoing.states })
  .describe('状态')

const Received = z.object({
  id: z.uuid(),
  title: z.string().describe('标题'),
  body: z.string().describe('内容'),
  /** A path of this installation: where the matter is. */
  link: z.string().nullable().describe('去看'),
  at: z.date().describe('时间'),
  seen: z.date().nullable().describe('已读'),
})
export type Received = z.infer<typeof Received>

const Text = z.object({
  id: z.uuid(),
  at: z.date().describe('时间'),
  channel: Channels,
  to: z.string().describe('发给'),
  state: States,
  text: z.string().nullable().describe('内容'),
})

/** `text` is null where nobody may read it: a code, once this installation serves real people. */
export const Sent = Text.extend({
  label: z.string().describe('消息'),
  purpose: Purposes,
  place: z.string().describe('范围'),
  tries: z.int().describe('试过'),
  said: z.string().nullable().describe('说明'),
  nextAt: z.date().nullable().describe('下次发送'),
  receipt: z.string().nullable().describe('回执编号'),
  offers: Offers,
})
export type Sent = z.infer<typeof Sent>

const id = z.uuid()

export const message = contract('message', '消息', {
  inbox: query(
    '我的消息',
    z.object({ unread: z.boolean().optional().describe('只看未读'), ...paging }),
    paged(Received).extend({ unread: z.int().describe('未读') }),
  ),
  read: command('标为已读', z.object({ id: id.optional() }), z.object({ unread: z.int().describe('未读') })),
  outbox: query(
    '发出的消息',
    z.object({
      state: States.optional(),
      channel: Channels.optional(),
      purpose: Purposes.optional(),
      place: Place.optional().describe('范围'),
      ...paging,
    }),
    paged(Sent),
  ),
  // Like an import, a message has no key {community, id} that a move needs; its machine is asked on the locked row.
  retry: command('重发', z.object({ id }), Sent),
  /** null wherever real people are served. */
  local: query('本机发件箱', z.object({}), z.object({ items: z.array(Text) }).nullable()),
  code: command('获取验证码', z.object({ phone: Phone }), z.object({ to: z.string(), until: z.date() })),
  choose: command(
    '选择不收哪些短信',
    z.object({
      phone: Phone,
      declined: z
        .array(z.enum(declinable).meta({ choices: purposes }))
        .default([])
        .describe('不要再发'),
      code: secret(z.string().trim().min(1, '请填写验证码').max(12).describe('短信验证码')),
    }),
    z.object({ declined: z.array(z.string()) }),
  ),
})
