/** Coming in with the phone in one's hand, in one page: the number, then the code, and a name for whoever is here for the first time. */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { html } from '../../../ui/html.ts'
import { FormPage } from '../../../ui/portal.ts'
import { said, type Form, type Values } from '../../../ui/portal-fields.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
import { Press } from '../../../ui/portal-parts.ts'
import { identity } from '../contract.ts'
import { along, onward } from './portal-ways.ts'

const { sendCode, signInByPhone } = identity.ops

/** The number is asked for first; it never stands in an address, where others could read it. */
const isSent = (form: Form): boolean =>
  said(form.values, 'phone') !== '' &&
  !form.mistakes['phone'] &&
  (isOf(form, signInByPhone) || (isOf(form, sendCode) && !form.problem))
const isOf = (form: Form, op: Op) => form.op === op.name

export const phonePage = page(
  '/signin/phone',
  () => t('手机登录'),
  async visit => html`${isSent(visit.form) ? withCode(visit) : askPhone(visit)}
<p class="aside">${t('工作人员请')}<a href="${along('/signin', visit)}">${t('用账号和密码登录')}</a></p>`,
  {
    post: [
      sending(signInByPhone, { then: onward, input }),
      sending(sendCode, {
        then: () => '/signin/phone',
        // Sent here, so that the page is shown again with what was filled in: the number goes into no address.
        first: async (values, visit, mistakes) => {
          if (Object.keys(mistakes).length) return mistakes
          await visit.ask(sendCode, { phone: said(values, 'phone') })
          return {}
        },
      }),
    ],
  },
)

const askPhone = (visit: Visit) =>
  FormPage(visit, {
    op: sendCode,
    title: t('用手机验证码登录'),
    lead: t('不用记密码。第一次用的，登录时顺便开好账号。'),
    questions: { phone: { autocomplete: 'tel' } },
    submit: t('获取验证码'),
  })

/** Whoever is here for the first time has made no mistake: the name is asked for like anything else, and only then missed. */
function withCode(visit: Visit) {
  const { form } = visit
  const isNew = Boolean(form.mistakes['name'] ?? form.mistakes['place'])
  const asked = said(form.values, 'asked') !== ''
  return isNew ? newcomer(asked ? visit : { ...visit, form: { ...form, mistakes: {} } }) : code(visit)
}

const code = (visit: Visit) => html`${FormPage(visit, {
  op: signInByPhone,
  title: t('输入验证码'),
  lead: t('验证码已发到 {phone}，10 分钟内有效。', { phone: said(visit.form.values, 'phone') }),
  fields: ['phone', 'code'],
  values: visit.form.values,
  questions: { phone: { kind: 'hidden' }, code: { kind: 'text', autocomplete: 'one-time-code' } },
  submit: t('登录'),
})}
<p class="ways">${Press(visit.form.key, sendCode, { phone: said(visit.form.values, 'phone') }, t('没收到，再发一次'))}</p>`

const newcomer = (visit: Visit) =>
  FormPage(visit, {
    op: signInByPhone,
    title: t('开个账号'),
    lead: t('验证码对了。您是第一次来，还差一个称呼，以后社区找您方便。'),
    fields: ['phone', 'code', 'name'],
    questions: {
      phone: { kind: 'hidden' },
      code: { kind: 'hidden' },
      name: { required: true, autocomplete: 'name' },
    },
    before: html`<input type="hidden" name="asked" value="1">
<p class="aside">${visit.community ? t('您选的社区：{name}', { name: visit.community.name }) : t('请先选您住在哪个社区，再回来登录：')} <a href="/?all=1">${visit.community ? t('换一个') : t('选社区')}</a></p>`,
    after: html`<p class="aside"><a href="/privacy">${t('您的信息怎么用')}</a></p>`,
    submit: t('开好账号并登录'),
  })

/** The community is the one that was chosen on the portal. */
function input(values: Values, { community }: Pick<Visit, 'community'>) {
  const name = said(values, 'name')
  const known = { phone: said(values, 'phone'), code: said(values, 'code') }
  return { ...known, ...(name && { name }), ...(community && { place: community.code }) }
}
