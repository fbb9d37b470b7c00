/** `token revoke`: the token opens nothing from the next request on. */
import { z } from 'zod'
import { within } from '../../kernel/db.ts'
import { revokeToken } from '../../kernel/token.ts'
import { command, misuse, refusal } from './command.ts'
import { note } from './note.ts'
import { withSystem } from './open.ts'

export default command({
  words: 'ID',
  flags: {},
  more: '编号见 npx linli token list。',
  async run({ words, settings, say }) {
    const id = z.uuid().safeParse(words[0])
    if (!id.success) throw misuse('令牌的编号不对，见 npx linli token list。')
    return withSystem({ settings, say }, async ({ house: { db, trailKey }, now: clock }) => {
      const now = clock()
      await within(db, async tx => {
        if (!(await revokeToken(tx, id.data, now))) throw refusal('没有这个令牌，或它早已撤销。')
        await note(tx, trailKey, { op: 'token.revoke', input: { id: id.data }, at: now, record: id.data })
      })
      return { data: { id: id.data, revoked: now }, lines: ['已撤销，立即生效。'] }
    })
  },
})
