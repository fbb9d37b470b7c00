/** `token create`: a token by which another system acts for an account, in the operations that are named and no others. */
import { allServices } from '../../kernel/server.ts'
import { createToken, isScope } from '../../kernel/token.ts'
import { account } from './actor.ts'
import { command, misuse } from './command.ts'
import { note } from './note.ts'
import { withSystem } from './open.ts'

const most = 730

export default command({
  flags: {
    as: { value: 'USERNAME', about: '令牌代表哪个账号；账号有什么岗位，令牌最多能做什么' },
    scopes: { value: 'LIST', about: '能用哪些操作，逗号分开：grid.report、grid.*;* 是全部' },
    days: { value: 'N', about: `有效多少天（1 至 ${most}）` },
    name: { value: 'TEXT', about: '给谁用、做什么用；不填则记账号名' },
  },
  more: '令牌只显示这一次，系统里只存它的散列。使用时在请求头写：Authorization: Bearer 令牌。\n照片和附件是 files.*，导入导出文件是 exchange.*。',
  async run({ flags, settings, say }) {
    const { as, name } = flags
    if (!as || !flags.scopes || !flags.days) throw misuse('请写明 --as、--scopes 和 --days。')
    const days = Number(flags.days)
    if (!Number.isInteger(days) || days < 1 || days > most) throw misuse(`--days 应是 1 到 ${most} 的整数。`)
    const scopes = flags.scopes
      .split(',')
      .map(scope => scope.trim())
      .filter(Boolean)
    return withSystem({ settings, say }, async ({ house: { db, trailKey }, now: clock }) => {
      const known = allServices().flatMap(({ contract }) => Object.values(contract.ops).map(op => op.name!))
      const strange = scopes.filter(scope => !isScope(scope, known))
      if (strange.length || !scopes.length)
        throw misuse(`没有这样的操作：${strange.join('、') || '（空）'}。操作的名称见 /api/openapi.json。`)
      const now = clock()
      const holder = await account(db, as, now)
      const until = new Date(now.getTime() + days * 86_400_000)
      const said = { account: holder.id, name: name ?? holder.name, scopes, until }
      const { id, token } = await db.transaction().execute(async tx => {
        const made = await createToken(tx, { ...said, now })
        await note(tx, trailKey, { op: 'token.create', input: said, at: now, place: holder.place, record: made.id })
        return made
      })
      return {
        data: { id, token, account: as, scopes, until },
        lines: [
          token,
          `编号 ${id}，有效到 ${until.toISOString().slice(0, 10)}。令牌只显示这一次，请现在交给使用它的系统。`,
        ],
      }
    })
  },
})
