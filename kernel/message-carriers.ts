/**
 * Who takes a message out of the house. Without a provider there is one that keeps it: the system works from the first
 * minute, and says plainly that nothing leaves.
 */
import type { Channel } from './message-rules.ts'
import { smsCarrier } from './message-sms.ts'
import type { Settings } from './settings.ts'

/** `id` stays the same at every try: a provider that has seen it does not send again. */
export type Parcel = {
  id: string
  channel: Channel
  to: string
  text: string
  template: string
  values: Record<string, string | number>
}
/** `again`: it may go better later. */
export type Carried = { ok: true; receipt: string; kept?: true } | { ok: false; say: string; again: boolean }
/** Never throws: whatever goes wrong is an answer. */
export type Carrier = { name: string; carry: (parcel: Parcel) => Promise<Carried> }

/** `shown`: this is a trial without a provider, so that everyone may read on a page what a phone would have got. */
export type Delivery = { carriers: Record<Channel, Carrier>; origin: string; sign: string; shown: boolean }

export const local: Carrier = { name: 'local', carry: async ({ id }) => ({ ok: true, receipt: id, kept: true }) }

export function deliveryOf({ env, origin, sms, sign }: Settings): Delivery {
  const carriers = { sms: sms ? smsCarrier(sms) : local, wechat: local, email: local }
  return { carriers, origin, sign, shown: env !== 'production' && carriers.sms === local }
}

/** For tools and tests: everything is kept, nothing is shown. */
export const keptOnly: Delivery = {
  carriers: { sms: local, wechat: local, email: local },
  origin: 'http://localhost:8080',
  sign: '邻理',
  shown: false,
}

/** What the operator must know at every start; empty when messages do leave. */
export const notLeaving = ({ env, sms }: Pick<Settings, 'env' | 'sms'>): string[] =>
  env === 'production' && !sms
    ? [
        '短信没有接通：验证码、受理和办结的告知都只留在本机，到不了居民手机上。请设置 LINLI_SMS_URL 和 LINLI_SMS_SECRET。',
      ]
    : []
