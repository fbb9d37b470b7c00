/** Messages to people: the inbox always; what goes outside (SMS, WeChat) waits in the same table until an adapter sends it. */
import type { Ctx } from './server.ts'

export async function notify(
  ctx: Pick<Ctx, 'db' | 'now'>,
  { to, title, body, link }: { to: string; title: string; body: string; link?: string },
): Promise<void> {
  await ctx.db
    .insertInto('kernel.message')
    .values({ to, channel: 'inbox', title, body, link: link ?? null, at: ctx.now })
    .execute()
}
