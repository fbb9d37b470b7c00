/** Asking for one's account to be linked to the person registered here. */
import type { z } from 'zod'
import { t } from '../../../kernel/text.ts'
import { common } from '../../../kernel/rules.ts'
import { identity } from '../../identity/contract.ts'
import { html, type Html } from '../../../ui/html.ts'
import { FormPage, Section } from '../../../ui/portal.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
import { said } from '../../../ui/portal-fields.ts'
import { Press } from '../../../ui/portal-parts.ts'
import { Time } from '../../../ui/portal-values.ts'
import { fieldOf, wordFor } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { LinkRequest } from '../link-contract.ts'

const { applyLink, withdrawLink, links } = people.ops
const states = fieldOf(LinkRequest, 'state').choices

export const linkPage = page(
  '/mine/link',
  () => t('关联本人信息'),
  async visit => {
    const { me } = await visit.ask(identity.ops.me, {})
    if (!me) throw common.signIn()
    const { items } = await visit.ask(links, { mine: true, size: 5 })
    const open = items.find(one => one.offers.length > 0)
    return html`${me.person ? html`<h1>${t('关联本人信息')}</h1><p class="lead">${t('您的账号已经关联到本人。')}</p><p class="ways"><a class="button" href="/mine/data">${t('看我的信息')}</a></p>` : open ? html`<h1>${t('关联本人信息')}</h1><p class="lead">${t('社区在 3 个工作日内核对，结果在这里看。')}</p>` : Apply(visit)}
${items.length > 0 && Section(t('我的申请'), html`<ul class="lines">${items.map(one => Line(visit, one))}</ul>`)}`
  },
  {
    post: [
      sending(applyLink, {
        then: () => '/mine/link',
        input: (values, { community }) => ({
          community: community?.code ?? '',
          ...Object.fromEntries(['name', 'idNumber', 'address'].map(name => [name, said(values, name)])),
        }),
      }),
      sending(withdrawLink, {
        then: () => '/mine/link',
        input: values => ({ community: said(values, 'community'), id: said(values, 'id') }),
      }),
    ],
  },
)

function Apply(visit: Visit): Html {
  if (!visit.community)
    return html`<h1>${t('关联本人信息')}</h1><p class="lead">${t('先选您住在哪个社区。')}</p><p class="ways"><a class="button" href="/?all=1">${t('选社区')}</a></p>`
  return FormPage(visit, {
    op: applyLink,
    title: t('关联本人信息'),
    lead: html`${t('关联后能看自己的登记信息、自己报的事、谁看过。{name}核对后告诉您。', { name: visit.community.name })}`,
    before: html`<p class="aside"><a href="/?all=1">${t('换一个社区')}</a></p>`,
    fields: ['name', 'idNumber', 'address'],
    questions: {
      name: { hint: t('身份证上的姓名'), autocomplete: 'name' },
      idNumber: { kind: 'text', hint: t('只用来核对是不是您本人，加密保存'), autocomplete: 'off' },
      address: { hint: t('如：花园新村12幢3单元502室'), autocomplete: 'street-address' },
    },
    submit: t('提交申请'),
  })
}

type One = z.infer<typeof LinkRequest>

const Line = ({ form, now }: Visit, one: One): Html =>
  html`<li class="line"><b>${wordFor(states, one.state)}</b><p>${one.name}，${one.address}</p><p class="meta">${Time(one.at, now)}</p>${one.reason && html`<p>${t('说明：{reason}', { reason: one.reason })}</p>`}${one.offers.some(o => o.move === 'withdrawLink') && Press(form.key, withdrawLink, { community: one.community, id: one.id }, withdrawLink.label)}</li>`
