/**
 * The way in, in a real browser: an administrator is led to a second factor and sets it up from the screen, opens an account,
 * its owner takes it into use, registers a passkey on a device made of software, and comes in with it.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { call } from '../../kernel/server.ts'
import { desk, phone, picture, stage, type Stage } from '../../apps/stage.ts'
import { stepAt, totp } from './totp.ts'

const place = '320582100'
const password = 'Xinfu-2026'
const code = (letters: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(letters.replace(/\s/g, ''), c => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => parseInt(byte, 2)))
  return (steps = 0) => totp(secret, stepAt(new Date()) + steps)
}

let on: Stage
let admin: Page
let codeAt = code('')
let recovery = ''
let invitation = ''
let broken = false
before(async () => {
  on = await stage()
  const person = (username: string) => ({ username, name: `管理${username}`, password })
  const input = { place, ...person('jia'), security: person('yi'), audit: person('bing') }
  await call(on.system.house, { op: 'identity.found', input, actor: null })
})
after(() => on?.close())

const step = (title: string, walk: () => Promise<void> | void) =>
  void test(title, async told => {
    if (broken) return told.skip('an earlier step failed')
    broken = true
    await Promise.resolve(walk()).catch(async (error: unknown) => {
      await on.failed()
      throw error
    })
    broken = false
  })

/** A key belongs to a name, and a number is none. */
const home = () => on.origin.replace('127.0.0.1', 'localhost')

async function signIn(page: Page, username: string, typed = password) {
  await page.goto(`${home()}/signin`)
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', typed)
  await page.click('main form button')
}

step('an administrator is led to the second factor, and to nothing else', async () => {
  admin = await on.open(desk)
  await signIn(admin, 'jia')
  await admin.waitForURL('**/desk/security')
  await admin.waitForSelector('text=请先设置好，再做别的事')
  await picture(admin, 'door-first')
  assert.equal(await admin.locator('nav.side').count(), 0)
  await admin.goto(`${home()}/desk/accounts`)
  await admin.waitForSelector('button:has-text("设置动态码")')
  const status = await admin.evaluate(async () => (await fetch('/api/identity.accounts')).status)
  assert.equal(status, 403)
})

step(
  'the secret is on the screen; the first code puts it in force, and ten recovery codes are shown once',
  async () => {
    await admin.click('button:has-text("设置动态码")')
    codeAt = code((await admin.textContent('.sheet code'))!)
    await picture(admin, 'door-secret')
    await admin.fill('.sheet input#code', codeAt(-1))
    await admin.click('.sheet button:has-text("启用")')
    await admin.waitForSelector('.ant-modal button:has-text("收好了")')
    await picture(admin, 'door-recovery')
    const codes = await admin.locator('.ant-modal code').allTextContents()
    assert.equal(codes.length, 10)
    recovery = codes[0]!
    await admin.click('.ant-modal button:has-text("收好了")')
    await admin.click('nav.side a:has-text("账号与岗位")')
    await admin.waitForSelector('button:has-text("开设账号")')
  },
)

step('the next sign-in asks for a code, and a recovery code does where the phone is lost', async () => {
  const again = await on.open(phone)
  await signIn(again, 'jia')
  await again.waitForURL('**/signin/code')
  await picture(again, 'door-code')
  await again.goto(`${home()}/mine`)
  await again.waitForURL('**/signin/code**')
  await again.fill('[name=code]', recovery)
  await again.click('main form button')
  await again.waitForURL(url => !url.pathname.startsWith('/signin'))
  await again.context().close()
})

step('an account is opened without a password, and its code handed over', async () => {
  await admin.goto(`${home()}/desk/accounts/new`)
  await admin.waitForSelector('input#name')
  const opened = await admin.evaluate(async () => {
    const body = JSON.stringify({ place: '320582100', name: '沈丽', username: 'shenli' })
    const said = await fetch('/api/identity.enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    return (await said.json()) as { revealed: string }
  })
  invitation = opened.revealed
  assert.match(invitation, /^\w{4}-\w{4}-\w{4}$/)
})

step('its owner sets a password, registers a device, and comes in with it alone', async () => {
  const owner = await on.open(phone)
  await owner.goto(`${home()}/invite?code=${invitation}`)
  await owner.fill('[name=fresh]', 'Ta-Ziji-2026')
  await owner.click('main form button')
  await owner.waitForURL('**/mine')
  const cdp = await owner.context().newCDPSession(owner)
  await cdp.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } })
  await owner.goto(`${home()}/mine/security`)
  await owner.fill('#passkey-name', '沈丽的手机')
  await owner.click('[data-passkey=register] button')
  await owner.waitForSelector('text=沈丽的手机')
  await picture(owner, 'door-passkey')
  await owner.goto(`${home()}/signout`)
  await owner.click('main form button')
  await owner.goto(`${home()}/signin?to=/mine/security`)
  await owner.click('[data-passkey=signIn] button')
  await owner.waitForURL('**/mine/security')
  assert.match((await owner.textContent('main'))!, /通行密钥/)
})

step('no page complained on its console but of what was refused', () =>
  assert.deepEqual(
    on.complaints.filter(said => !/status of (401|403|422)/.test(said)),
    [],
  ),
)
