/** Codes sent to a phone: six digits, ten minutes, five tries, one a minute; whoever knows one has that phone in hand. */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { limits, problems } from './rules.ts'
import type { Ctx } from './server.ts'

export const limit = limits('phone', {
  minutes: { is: 10, label: '短信验证码有效', unit: '分钟', source: 'assumption' },
  tries: { is: 5, label: '短信验证码最多试', unit: '次', source: 'assumption' },
  seconds: { is: 60, label: '多久可再发一次', unit: '秒', source: 'assumption' },
})

export const problem = problems('phone', {
  wrongCode: [422, '验证码不对或已过期，请核对短信，或重新获取'],
  tooSoon: [429, '刚发过一次，请等一分钟再试'],
})

type About = { phone: string; purpose: string }
const USE = 'kernel.phone_code'

export async function issueCode(ctx: Ctx, { phone, purpose }: About): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const key = ctx.sealer.index(phone, USE)
  const row = {
    code: digest(ctx, code, key, purpose),
    until: later(ctx, limit.minutes.is * 60),
    sent: ctx.now,
    tries: 0,
  }
  const sent = await ctx.db
    .insertInto('kernel.phoneCode')
    .values({ phoneKey: key, purpose, ...row })
    .onConflict(c =>
      c
        .columns(['phoneKey', 'purpose'])
        .doUpdateSet(row)
        .where('kernel.phoneCode.sent', '<=', later(ctx, -limit.seconds.is)),
    )
    .returning('sent')
    .executeTakeFirst()
  if (!sent) throw problem.tooSoon()
  const body = `验证码 ${code}，${limit.minutes.is} 分钟内有效。不要告诉别人，工作人员也不会问您要。`
  await ctx.db
    .insertInto('kernel.message')
    .values({ channel: 'sms', address: phone, title: '验证码', body, at: ctx.now })
    .execute()
}

/** Throws when the code is wrong, late or used up. The try is written down: return the problem to let it stand. */
export async function takeCode(ctx: Ctx, { phone, purpose, code }: About & { code: string }): Promise<void> {
  const key = ctx.sealer.index(phone, USE)
  const found = await ctx.db
    .updateTable('kernel.phoneCode')
    .set(eb => ({ tries: eb('tries', '+', 1) }))
    .where('phoneKey', '=', key)
    .where('purpose', '=', purpose)
    .where('until', '>', ctx.now)
    .where('tries', '<', limit.tries.is)
    .returning('code')
    .executeTakeFirst()
  if (!found || !same(found.code, digest(ctx, code, key, purpose))) throw problem.wrongCode()
  await ctx.db.deleteFrom('kernel.phoneCode').where('phoneKey', '=', key).where('purpose', '=', purpose).execute()
}

const digest = ({ sealer }: Ctx, code: string, key: string, purpose: string) =>
  sealer.index(`${code} ${key} ${purpose}`, `${USE}.code`)
const same = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b))
const later = ({ now }: Ctx, seconds: number) => new Date(now.getTime() + seconds * 1000)
