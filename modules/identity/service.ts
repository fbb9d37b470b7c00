/** The work behind the identity module's contract. The HTTP server asks `sessionOf` who sent a request. */
import { phonesAreIn } from '../../kernel/messages.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { nobody, serve } from '../../kernel/server.ts'
import { isFounded, appoint, enrol, found, listAccounts, meOf, PHONE } from './account.ts'
import { identity } from './contract.ts'
import { holders, onDuty } from './holder.ts'
import { may } from './rules.ts'
import { changePassword, signIn, signOut } from './sign-in.ts'
import { looks, readTrail } from './trail.ts'

export { isFounded } from './account.ts'
export { sessionOf, type Session } from './sign-in.ts'

sealedColumn({ table: 'identity.account', column: 'phone', use: PHONE, key: { id: 'uuid' } })

phonesAreIn(async ({ db, sealer }, id) => {
  const query = db.selectFrom('identity.account').select('phone').where('id', '=', id).where('disabledAt', 'is', null)
  const phone = (await query.executeTakeFirst())?.phone
  return phone ? sealer.open(phone, PHONE) : null
})

serve(identity, {
  may,
  do: {
    async me(ctx) {
      const me = ctx.me === nobody ? null : await meOf(ctx.db, ctx.me.id, ctx.now)
      return { me, founded: me !== null || (await isFounded(ctx.db)) }
    },
    signIn,
    signOut,
    changePassword,
    found,
    enrol,
    appoint,
    accounts: listAccounts,
    holders,
    onDuty,
    looks,
    trail: readTrail,
  },
})
