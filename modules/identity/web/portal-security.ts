/** One's own account on the portal: the devices that are signed in, the password, the second factor, passkeys, past sign-ins. */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { attributes, html, type Child } from '../../../ui/html.ts'
import { FormOf, FormPage, Mistakes, Section } from '../../../ui/portal.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
import { PasskeyBox, Press, Qr } from '../../../ui/portal-parts.ts'
import { Time } from '../../../ui/portal-values.ts'
import { fieldOf, wordFor } from '../../../ui/shapes.ts'
import { identity, type Security } from '../contract.ts'
import { along, onward } from './portal-ways.ts'
import { passwordHint } from './portal-sign-in.ts'

const {
  changePassword,
  security,
  endSession,
  endSessions,
  removePasskey,
  mySignIns,
  confirmTotp,
  removeTotp,
  startTotp,
  me,
} = identity.ops

export const securityPage = page(
  '/mine/security',
  () => t('账号安全'),
  async visit => {
    const [mine, past] = await Promise.all([visit.ask(security, {}), visit.ask(mySignIns, { size: 8 })])
    return html`<h1>${t('账号安全')}</h1>
<p class="lead">${mine.phoneMasked ? t('手机 {phone}', { phone: mine.phoneMasked }) : t('账号 {name}', { name: mine.username })}</p>
${!mine.fresh && html`<div class="notice"><p>${t('登录有一会儿了：要改密码以外的安全设置，请先退出再登录。')}</p></div>`}
${[endSession, endSessions, removePasskey, removeTotp].map(op => Mistakes(visit.form, { op }))}
${Section(t('密码'), html`<p>${mine.password ? t('已设密码。') : t('还没有密码，凭手机验证码登录。')}</p><p class="ways"><a class="button quiet" href="/mine/password">${mine.password ? t('修改密码') : t('设一个密码')}</a></p>`)}
${Section(t('第二道验证'), Factor(visit, mine))}
${Section(t('通行密钥'), Passkeys(visit, mine))}
${Section(t('登录的设备'), Sessions(visit, mine))}
${Section(
  t('登录记录'),
  html`<ul class="lines">${past.items.map(
    s =>
      html`<li class="line"><b>${s.ok ? t('登录成功') : t('没有成功')}</b><p class="meta">${Time(s.at, visit.now)}<span>${wordFor(fieldOf(mySignInShape, 'way').choices, s.way)}</span><span>${s.device}</span>${s.ip && html`<span>${s.ip}</span>`}</p></li>`,
  )}</ul>
<p class="hint">${t('有不是您本人的，马上改密码，并退出其他设备。')}</p>`,
)}
<p class="ways"><a class="button quiet" href="/mine/leave">${t('注销账号')}</a></p>`
  },
  {
    post: [
      ...[endSession, removePasskey, removeTotp].map(op => sending(op, { then: () => '/mine/security' })),
      sending(endSessions, { then: (_, __, values) => (values['all'] === 'true' ? '/signin' : '/mine/security') }),
    ],
  },
)
const mySignInShape = (mySignIns.output.shape.items as { element: typeof mySignIns.output.shape.items.element }).element

function Sessions(visit: Visit, { sessions }: Security): Child {
  return html`<ul class="lines">${sessions.map(
    s =>
      html`<li class="line"><b>${s.device}${s.current && ` · ${t('就是这台')}`}</b><p class="meta"><span>${t('最近使用')}</span>${Time(s.used, visit.now)}${s.ip && html`<span>${s.ip}</span>`}</p>${!s.current && Press(visit.form.key, endSession, { session: s.id }, t('退出这台'))}</li>`,
  )}</ul>
<div class="ways">${sessions.length > 1 && Press(visit.form.key, endSessions, { all: 'false' }, t('退出其他设备'))}${Press(visit.form.key, endSessions, { all: 'true' }, t('全部退出'))}</div>`
}

function Passkeys(visit: Visit, { passkeys, fresh }: Security): Child {
  return html`<p>${t('用指纹、面容或锁屏密码登录，不怕别人知道密码。')}</p>
<ul class="lines">${passkeys.map(
    k =>
      html`<li class="line"><b>${k.name}</b><p class="meta"><span>${t('登记于')}</span>${Time(k.created, visit.now)}${k.used && html`<span>${t('最近使用')}</span>${Time(k.used, visit.now)}`}</p>${fresh && Press(visit.form.key, removePasskey, { passkey: k.passkey }, t('删除'))}</li>`,
  )}</ul>
${fresh && PasskeyBox('register', '/mine/security', { label: t('登记这台设备'), ask: t('给它起个名字'), name: t('我的手机') })}`
}

function Factor(visit: Visit, { totp, recovery, required, passkeys, fresh }: Security): Child {
  if (!totp)
    return html`<p>${required && !passkeys.length ? t('您的岗位须有第二道验证。') : t('除了密码，再加手机上的动态码，更放心。')}</p>
<p class="ways"><a class="button quiet" href="/mine/factor">${t('设置动态码')}</a></p>`
  return html`<p>${t('动态码已启用，还剩 {n} 个恢复码。', { n: recovery })}</p>
${fresh && html`<details class="more"><summary>${t('停用动态码')}</summary>${FormOf(visit, { op: removeTotp, questions: { code: { kind: 'text', autocomplete: 'one-time-code' } }, quiet: true })}</details>`}`
}

// ── Password ────────────────────────────────────────────────────────────────

const passwordAt = <const P extends string>(path: P, then: (visit: Pick<Visit, 'query'>) => string) =>
  page(
    path,
    () => t('设置密码'),
    async visit => {
      const { me: who } = await visit.ask(me, {})
      const has = who?.need === 'password' || (await visit.ask(security, {})).password
      return FormPage(visit, {
        op: changePassword,
        title: has ? t('修改密码') : t('设一个密码'),
        lead:
          who?.need === 'password'
            ? t('这个密码是别人设的，或用得太久了。换成只有您自己知道的，再做别的事。')
            : undefined,
        fields: has ? ['old', 'fresh'] : ['fresh'],
        questions: {
          old: { required: true, autocomplete: 'current-password' },
          fresh: { hint: passwordHint(), autocomplete: 'new-password' },
        },
        submit: has ? t('换成新密码') : t('设好密码'),
      })
    },
    { post: sending(changePassword, { then: (answer, visit) => (answer.need ? onward(answer, visit) : then(visit)) }) },
  )
export const needPasswordPage = passwordAt('/signin/password', visit => along('/signin/next', visit))
export const passwordPage = passwordAt('/mine/password', () => '/mine/security')

// ── The second factor, with the secret to be typed or opened on the same phone ──

const factorAt = <const P extends string>(path: P) =>
  page(
    path,
    () => t('设置第二道验证'),
    async visit => {
      const codes = [visit.form.values['recovery'] ?? []].flat()
      if (codes.length) return Recovery(codes, along('/signin/next', visit))
      const mine = await visit.ask(security, {})
      if (mine.totp) return { to: along('/signin/next', visit) }
      if (!mine.fresh) return { to: '/signout' }
      // After a mistyped code the secret stays: it is in the authenticator already.
      const secret = isOf(visit, confirmTotp) ? null : await visit.ask(startTotp, {})
      return html`${FormPage(visit, {
        op: confirmTotp,
        title: t('设置第二道验证'),
        lead: mine.required
          ? t('您的岗位须有第二道验证，设好了再做别的事。')
          : t('用手机上的身份验证器，每次登录多输六位数字。'),
        before: secret
          ? html`<ol class="next"><li>${t('在手机上装一个身份验证器。')}</li><li>${t('用它扫这个码：')}<br>${Qr(secret.uri, t('身份验证器扫的二维码；扫不了的，用下面的密钥'))}<br>${t('扫不了的，在里面输入这个密钥：')}<br><code class="secret">${groups(secret.secret)}</code><br><a ${attributes({ href: secret.uri })}>${t('验证器就在这台手机上，点这里添加')}</a></li><li>${t('把它显示的六位数字填在下面。')}</li></ol>`
          : html`<p class="hint">${t('密钥已经在您的验证器里了；等它换一组数字再填。')}</p>`,
        questions: { code: { kind: 'text', autocomplete: 'one-time-code' } },
        submit: t('启用'),
      })}
${PasskeyBox('register', along('/signin/next', visit), { label: t('改用通行密钥：登记这台设备'), ask: t('给它起个名字'), name: t('我的手机') })}`
    },
    {
      post: sending(confirmTotp, {
        then: (_, visit) => along('/signin/next', visit),
        // The codes are shown on the page that answers, since they are kept nowhere: sent on, they would be lost.
        first: async (values, visit, mistakes) => {
          if (Object.keys(mistakes).length) return mistakes
          const { recovery } = await visit.ask(confirmTotp, { code: [values['code'] ?? ''].flat().at(-1) ?? '' })
          visit.form.values = { recovery }
          return {}
        },
      }),
    },
  )
export const needFactorPage = factorAt('/signin/factor')
export const factorPage = factorAt('/mine/factor')

const isOf = ({ form }: Visit, op: Op) => form.op === op.name
const groups = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')

const Recovery = (codes: readonly string[], to: string) =>
  html`<h1>${t('请收好恢复码')}</h1><p class="lead">${t('手机丢了，每个码可以代替一次动态码。抄在纸上放好，这里只显示这一次。')}</p><ul class="codes">${codes.map(code => html`<li><code>${code}</code></li>`)}</ul><p class="ways"><a class="button" href="${to}">${t('收好了，继续')}</a></p>`
