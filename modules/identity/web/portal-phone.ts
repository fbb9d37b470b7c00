/** Coming in with the phone in one's hand, in one page: the number, then the code, and a name for whoever is here for the first time. */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { attributes, html } from '../../../ui/html.ts'
import { FormPage } from '../../../ui/portal.ts'
import { said, type Form } from '../../../ui/portal-fields.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
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
  t('手机登录'),
  async visit => html`${isSent(visit.form) ? withCode(visit) : askPhone(visit)}
<p class="aside">${t('工作人员请')}<a href="${along('/signin', visit)}">${t('用账号和密码登录')}</a></p>`,
  {
    post: [
      sending(signInByPhone, { then: onward }),
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

const nameOf = (op: Op) => op.name ?? ''

const askPhone = (visit: Visit) =>
  FormPage(visit, {
    op: sendCode,
    title: t('用手机验证码登录'),
    lead: t('不用记密码。第一次用的，登录时顺便开好账号。'),
    questions: { phone: { autocomplete: 'tel' } },
    submit: t('获取验证码'),
  })

function withCode(visit: Visit) {
  const { form, community } = visit
  const isNew = Boolean(form.mistakes['name'] ?? form.mistakes['place']) || said(form.values, 'name') !== ''
  const { code: place = '', name = '' } = community ?? {}
  return FormPage(visit, {
    op: signInByPhone,
    title: isNew ? t('开个账号') : t('输入验证码'),
    lead: isNew
      ? html`${t('验证码对了。还差一个称呼，以后社区找您方便。')}<a href="/privacy">${t('您的信息怎么用')}</a>`
      : t('验证码已发到 {phone}，10 分钟内有效。', { phone: said(form.values, 'phone') }),
    fields: isNew ? ['phone', 'code', 'name', 'place'] : ['phone', 'code'],
    values: { ...form.values, place },
    questions: {
      phone: { kind: 'hidden' },
      code: { kind: isNew ? 'hidden' : 'text', autocomplete: 'one-time-code' },
      name: { required: true, autocomplete: 'name' },
      place: { kind: 'hidden' },
    },
    before:
      isNew &&
      html`<p class="hint">${community ? t('您选的社区：{name}', { name }) : t('请先选您住在哪个社区，再回来登录：')}<a href="/?all=1">${community ? t('换一个') : t('选社区')}</a></p>`,
    submit: isNew ? t('开好账号并登录') : t('登录'),
    after:
      !isNew &&
      html`<p><button ${attributes({ class: 'button quiet', name: '_op', value: nameOf(sendCode) })}>${t('没收到，再发一次')}</button></p>`,
  })
}
