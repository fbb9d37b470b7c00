/** Whoever closed the own account is no longer joined to the card that the community keeps. */
import { listen } from '../../kernel/outbox.ts'

listen({
  consumer: 'people.leaving',
  facts: ['identity.account.leave'],
  async hear(_, db, { record }) {
    await db.updateTable('people.resident').set({ account: null }).where('account', '=', record).execute()
  },
})
