/** The work behind the identity module's contract. The HTTP server asks `sessionOf` who sent a request. */
import { phonesAreIn } from '../../kernel/messages.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { nobody, serve } from '../../kernel/server.ts'
import { isFounded, found, meOf, PHONE } from './account.ts'
import { link, listAdministrators } from './administrators.ts'
import { enrol, listAccounts, movingAccounts, readAccount } from './card.ts'
import { identity } from './contract.ts'
import { colleagues, delegate, delegations, movingDelegations } from './delegation.ts'
import { needOf } from './door.ts'
import { confirmTotp, removeTotp, renewRecovery, startTotp, TOTP, verifyCode } from './factor.ts'
import { holders, onDuty } from './holder.ts'
import { addPasskey, askPasskey, namePasskey, removePasskey, signInByPasskey, startPasskey } from './passkey.ts'
import { permissions } from './permissions.ts'
import { sendCode, signInByPhone } from './phone-sign-in.ts'
import { appoint } from './post.ts'
import { may } from './rules.ts'
import { deviceKey } from './device-key.ts'
import { endSession, endSessions, mySignIns, security, signIns } from './security.ts'
import { accept, changePassword, signIn, signOut } from './sign-in.ts'
import { looks, readTrail } from './trail.ts'

export { isFounded } from './account.ts'
export { sessionOf, type Session } from './door.ts'

sealedColumn({ table: 'identity.account', column: 'phone', use: PHONE, key: { id: 'uuid' } })
sealedColumn({ table: 'identity.account', column: 'totp', use: TOTP, key: { id: 'uuid' } })

phonesAreIn(async ({ db, sealer }, id) => {
  const query = db.selectFrom('identity.account').select('phone').where('id', '=', id).where('state', '=', 'active')
  const phone = (await query.executeTakeFirst())?.phone
  return phone ? sealer.open(phone, PHONE) : null
})

serve(identity, {
  may,
  do: {
    async me(ctx) {
      const me = ctx.me === nobody ? null : await meOf(ctx.db, ctx.me.id, ctx.now, needOf(ctx.me))
      return { me, founded: me !== null || (await isFounded(ctx.db)) }
    },
    signIn,
    askPasskey,
    signInByPasskey,
    sendCode,
    signInByPhone,
    accept,
    verifyCode,
    signOut,
    changePassword,
    security,
    startTotp,
    confirmTotp,
    removeTotp,
    renewRecovery,
    startPasskey,
    addPasskey,
    namePasskey,
    removePasskey,
    endSession,
    endSessions,
    mySignIns,
    deviceKey,
    signIns,
    colleagues,
    delegate,
    delegations,
    found,
    enrol,
    appoint,
    accounts: listAccounts,
    account: readAccount,
    administrators: listAdministrators,
    permissions,
    link,
    holders,
    onDuty,
    looks,
    trail: readTrail,
  },
  records: [movingAccounts, movingDelegations],
  asked: { link: ['people.approveLink'] },
})
