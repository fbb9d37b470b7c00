/** Closing the own account: what goes, what the law keeps and why, and one box to tick. */
import { t } from '../../../kernel/text.ts'
import { html } from '../../../ui/html.ts'
import { FormPage } from '../../../ui/portal.ts'
import { page, sending } from '../../../ui/portal-page.ts'
import { identity } from '../contract.ts'

const { me, leave } = identity.ops

export const leavePage = page(
  '/mine/leave',
  () => t('注销账号'),
  async visit => {
    const who = visit.me && !visit.me.guest ? await visit.ask(me, {}) : null
    if (!who?.me) return { to: '/signin?to=/mine/leave' }
    const { id, place } = who.me
    return FormPage(visit, {
      op: leave,
      title: t('注销账号'),
      lead: t('注销后，这个账号不能再登录，也不能恢复。以后想用，可以重新开一个。'),
      before: html`<ul class="next"><li>${t('马上删除：您的手机号、密码、通行密钥、第二道验证，以及和居民档案的关联。')}</li><li>${t('依法保留：您报过的事和办理结果、别人作出的决定、谁看过谁改过的留痕。这些不再写您的账号名字。')}</li><li>${t('居民档案由社区保管，不随账号注销。想更正或删除，请先在「我的信息」里申请。')}</li></ul>`,
      fields: ['community', 'id', 'understood'],
      questions: { community: { kind: 'hidden' }, id: { kind: 'hidden' } },
      values: { community: place.padEnd(12, '0'), id },
      submit: t('注销我的账号'),
    })
  },
  { post: sending(leave, { then: () => '/' }) },
)
