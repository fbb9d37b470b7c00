/** What the identity module gives to the portal: the way in, and its part of one's own page. */
import { t } from '../../../kernel/text.ts'
import { html } from '../../../ui/html.ts'
import type { Pages } from '../../../ui/portal-page.ts'
import { leavePage } from './portal-leave.ts'
import { phonePage } from './portal-phone.ts'
import { factorPage, needFactorPage, needPasswordPage, passwordPage, securityPage } from './portal-security.ts'
import { codePage, invitePage, nextPage, signInPage, signOutPage } from './portal-sign-in.ts'

export const identityPortal: Pages = {
  pages: [
    signInPage,
    nextPage,
    phonePage,
    codePage,
    invitePage,
    signOutPage,
    needPasswordPage,
    needFactorPage,
    securityPage,
    passwordPage,
    factorPage,
    leavePage,
  ],
  mine: async () =>
    html`<p class="ways"><a class="button quiet" href="/mine/security">${t('账号安全：密码、设备、登录记录')}</a></p>`,
}
