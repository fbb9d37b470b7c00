/**
 * Every text that leaves the house, as data. An SMS is paid by the segment and read on a lock screen by whoever stands
 * beside it: no name, no title, no address, and one segment wherever the installation's own address is not too long.
 */
import type { Purpose } from './message-rules.ts'

/** `secret`: its values are never shown to staff and wiped when it has served. `anyTime`: it is waited for, also at night. */
type Template = { label: string; purpose: Purpose; text: string; secret?: true; anyTime?: true }

/** `{link}` is given as a path (`/s/…`) and becomes an address of this installation. */
export const templates = {
  code: {
    label: '验证码',
    purpose: 'code',
    text: '验证码 {code}，{minutes} 分钟内有效。不要告诉别人，工作人员也不会问您要。',
    secret: true,
    anyTime: true,
  },
  accepted: { label: '受理告知', purpose: 'matter', text: '您反映的事已受理，编号 {number}。看进度：{link}' },
  returned: { label: '未受理告知', purpose: 'matter', text: '您反映的事没有受理，编号 {number}。原因：{link}' },
  asked: { label: '请补充', purpose: 'matter', text: '您反映的事要补充情况，编号 {number}。请补充：{link}' },
  closed: { label: '办结告知', purpose: 'matter', text: '您反映的事办好了，编号 {number}。请评价：{link}' },
  urge: { label: '催办', purpose: 'urge', text: '有事催办，编号 {number}，请尽快办理：{link}' },
  invite: {
    label: '工作账号开通',
    purpose: 'invite',
    text: '已为您开设工作账号，用本手机号登录，口令请当面问管理员：{link}',
  },
} as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates
type Blanks<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never
/** What a template asks for: `valuesOf<'code'>` is `{ code, minutes }`. */
export type ValuesOf<T extends TemplateName> = Record<Blanks<(typeof templates)[T]['text']>, string | number>

export const templateOf = (name: string): Template | undefined =>
  Object.hasOwn(templates, name) ? templates[name as TemplateName] : undefined

/** As it is read on the phone: the signature in front, as the carriers demand it. */
export function textOf(name: string, values: Record<string, string | number>, house: { origin: string; sign: string }) {
  const text = templateOf(name)?.text ?? ''
  const filled = text.replace(/\{(\w+)\}/g, (_, blank: string) =>
    blank === 'link' ? `${house.origin}${values[blank] ?? ''}` : String(values[blank] ?? ''),
  )
  return `【${house.sign}】${filled}`
}

/** How many an SMS is paid as: 70 characters alone, 67 in each part of a longer one (UCS-2, 3GPP 23.040). */
export const segments = (text: string): number => (text.length <= 70 ? 1 : Math.ceil(text.length / 67))
