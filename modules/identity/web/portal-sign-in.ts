/** Coming in: by password, by phone, with a passkey, with a one-time code, and what is asked for after that. All but the passkey works without a script. */
import { t } from '../../../kernel/text.ts'
import { html } from '../../../ui/html.ts'
import { FormPage } from '../../../ui/portal.ts'
import { page, sending } from '../../../ui/portal-page.ts'
import { PasskeyBox } from '../../../ui/portal-parts.ts'
import { identity } from '../contract.ts'
import { along, onward } from './portal-ways.ts'

const { signIn, signOut, verifyCode, accept, me } = identity.ops

export const signInPage = page(
  '/signin',
  () => t('登录'),
  async visit => html`${FormPage(visit, {
    op: signIn,
    title: t('登录'),
    lead: t('给工作人员和有账号的居民。报事、查进度不用登录。'),
    questions: {
      username: { kind: 'text', autocomplete: 'username' },
      password: { autocomplete: 'current-password' },
    },
  })}
<p class="ways"><a class="button quiet" href="${along('/signin/phone', visit)}">${t('居民用手机验证码登录')}</a></p>
${PasskeyBox('signIn', along('/signin/next', visit), { label: t('用通行密钥登录') })}
<p class="aside">${t('第一次用，或密码重置了？')}<a href="${along('/invite', visit)}">${t('用一次性码设置密码')}</a></p>`,
  { post: sending(signIn, { then: onward }) },
)

/** The way on from wherever one is: what must be done first, or the page that was wanted. */
export const nextPage = page(
  '/signin/next',
  () => t('登录'),
  async visit => {
    const answer = await visit.ask(me, {})
    return { to: answer.me ? onward(answer.me, visit) : along('/signin', visit) }
  },
)

export const codePage = page(
  '/signin/code',
  () => t('第二道验证'),
  async visit => html`${FormPage(visit, {
    op: verifyCode,
    title: t('第二道验证'),
    lead: t('打开手机上的身份验证器，输入现在显示的六位数字。手机不在身边，就输入一个恢复码。'),
    questions: { code: { kind: 'text', autocomplete: 'one-time-code' } },
    submit: t('继续'),
  })}
${PasskeyBox('signIn', along('/signin/next', visit), { label: t('改用通行密钥') })}
<p class="aside">${t('都不在身边？请找安全管理员解除。')}<a href="/signout">${t('退出')}</a></p>`,
  { post: sending(verifyCode, { then: onward }) },
)

export const invitePage = page(
  '/invite',
  () => t('设置密码'),
  async visit =>
    FormPage(visit, {
      op: accept,
      title: t('用一次性码设置密码'),
      lead: t('管理员给您的一次性码，只能用一次。密码由您自己定，别人不知道。'),
      questions: {
        code: { kind: 'text', hint: t('形如 ABCD-2345-EFGH，大小写不限'), autocomplete: 'off' },
        fresh: { hint: passwordHint(), autocomplete: 'new-password' },
      },
      submit: t('设好密码并登录'),
    }),
  { post: sending(accept, { then: onward }) },
)

export const signOutPage = page(
  '/signout',
  () => t('退出登录'),
  async visit =>
    FormPage(visit, { op: signOut, title: t('退出登录'), lead: t('用完公共电脑，记得退出。'), submit: t('退出') }),
  { post: sending(signOut, { then: () => '/' }) },
)

export const passwordHint = () => t('至少 10 位，含大写、小写字母、数字、符号中的三种，不要用账号、手机号和常见的密码')
