/** `token list`: which systems hold a token, for whom they act, and when they last did. */
import { listTokens } from '../../kernel/token.ts'
import { command } from './command.ts'
import { withSystem } from './open.ts'

export default command({
  flags: {},
  async run({ settings, say }) {
    return withSystem({ settings, say }, async ({ house: { db }, now: clock }) => {
      const tokens = await listTokens(db)
      const now = clock()
      const state = (one: (typeof tokens)[number]) => (one.revoked ? '已撤销' : one.until <= now ? '已过期' : '有效')
      const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? '从未'
      const lines = tokens.map(
        one =>
          `${one.id}  ${state(one)}  到 ${day(one.until)}  上次使用 ${day(one.used)}  ${one.name}  ${one.scopes.join(',')}`,
      )
      return { data: { tokens }, lines: lines.length ? lines : ['还没有签发过令牌。'] }
    })
  },
})
