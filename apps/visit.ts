/** One visit of a browser test to a page: signed in, gone there, looked at from every side; what is wrong is gathered and told at the end of the test. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { beyond, foreign, settled, small, tiny, violations, zoomed } from './look.ts'
import { phone, picture, type Stage } from './stage.ts'
import { password } from './village.ts'

type Size = { width: number; height: number }
/** The least side of what is pressed, the least size of what is read, in px. */
type Asks = { least?: number; text?: number }

let wrong: string[] = []

export const blame = (what: string) => void wrong.push(what)

export async function looked(page: Page, name: string, sizes: readonly Size[], { least, text }: Asks) {
  const add = (size: Size, found: readonly string[]) => wrong.push(...found.map(f => `${name} (${size.width}) ${f}`))
  try {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await settled(page)
      if (size === zoomed) {
        add(size, await beyond(page))
        continue
      }
      add(size, await violations(page))
      if (size === phone) add(size, [...(await beyond(page)), ...(await foreign(page))])
      if (size === phone && least) add(size, await small(page, least))
      if (text) add(size, await tiny(page, text))
      await picture(page, `${name.replaceAll(/[^\w]+/g, '_')}-${size.width}`, { whole: true })
    }
  } catch (error) {
    wrong.push(`${name}: ${String(error).split('\n')[0]}`)
  }
}

/** Fails with everything that was wrong since the last time. */
export function none() {
  const found = [...new Set(wrong)]
  wrong = []
  assert.deepEqual(found, [])
}

export async function signedIn(on: Stage, username: string, size: Size): Promise<Page> {
  const page = await on.open(size)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await becomes(page, username)
  return page
}

/** Somebody else sits down at the same browser, which has the application already. */
export async function becomes(page: Page, username: string) {
  const answer = await page.request.post('/api/identity.signIn', { data: { username, password } })
  assert.ok(answer.ok(), `${username}: ${await answer.text()}`)
}

/** Inside an application that is running already an address is changed and not loaded: the same page in a tenth of the time. */
export async function goes(page: Page, base: string, to: string) {
  if (!new URL(page.url()).pathname.startsWith(`${base}/`)) return void (await page.goto(base + to))
  await page.evaluate(to => {
    history.pushState({ depth: 1 }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, base + to)
}

/** Two hands take one after the other from the same pile: there are two cores, and none of them waits for the longer half. */
export function shared<T>(pile: readonly T[], hand: (next: () => T | undefined) => Promise<void>) {
  const left = [...pile]
  const next = () => left.shift()
  return Promise.all([hand(next), hand(next)])
}
