/** A stage for browser tests: the whole system on a fresh database and a free port, and a Chromium to walk through it. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { openHouse } from '../kernel/house.ts'
import { runJobs } from '../kernel/jobs.ts'
import { deliveryOf } from '../kernel/message-carriers.ts'
import { newKeys } from '../kernel/sealed.ts'
import { settings } from '../kernel/settings.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { findChromium } from '../scripts/chromium.ts'
import { loadDefaults } from './server/defaults.ts'
import { jobs } from './server/jobs.ts'
import type { System } from './server/system.ts'
import { webServer } from './server/web.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]
export const phone = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

export type Stage = {
  origin: string
  system: System
  /** A browser of its own, with nobody signed in. What a page says wrong on its console ends up in `complaints`. */
  open: (size: { width: number; height: number }) => Promise<Page>
  complaints: string[]
  /** The server stands still, and goes on at the same address when what this gives is called. */
  still: () => Promise<() => Promise<unknown>>
  /** Keeps a picture of every open page. */
  failed: () => Promise<void>
  close: () => Promise<void>
}

/** `screens`: other front ends than those that were built; `more`: settings besides. */
export async function stage(screens?: string, more: Record<string, string> = {}): Promise<Stage> {
  const data = mkdtempSync(join(tmpdir(), 'linli-stage-'))
  const base = await freshDatabase(jobs)
  const chosen = settings({ LINLI_ENV: 'test', LINLI_DATA: data, PORT: '8080', ...more })
  const house = await openHouse(base.url, newKeys(), 10, { delivery: deliveryOf(chosen) })
  await loadDefaults(house.db, () => {})
  const close = async () => {
    await house.close()
    await base.drop()
  }
  const system: System = {
    settings: chosen,
    house,
    owner: base.owner,
    url: base.url,
    files: join(data, 'files'),
    now: () => new Date(),
    close,
  }
  let web = await webServer(system, screens === undefined ? {} : { screens })
  const stopJobs = await runJobs(base.url, house, jobs, system.now, () => {})
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: quiet })
  // Last: a port that is open keeps a test alive which has failed before.
  const origin = await web.listen({ port: 0, host: '127.0.0.1' })
  const complaints: string[] = []
  return {
    origin,
    system,
    complaints,
    async open(viewport) {
      const context = await browser.newContext({
        viewport,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        baseURL: origin,
      })
      // Long enough for a machine that has much else to do: what never comes is found all the same.
      context.setDefaultTimeout(30_000)
      const page = await context.newPage()
      page.on('pageerror', error => complaints.push(`${page.url()} ${error.message}`))
      page.on(
        'console',
        said =>
          void (said.type() === 'error' && complaints.push(`${page.url()} ${said.text()} ${said.location().url}`)),
      )
      return page
    },
    async still() {
      await web.close()
      return async () => {
        web = await webServer(system, screens === undefined ? {} : { screens })
        await web.listen({ port: Number(new URL(origin).port), host: '127.0.0.1' })
      }
    },
    async failed() {
      for (const [i, page] of browser
        .contexts()
        .flatMap(c => c.pages())
        .entries())
        await picture(page, `failed-${i}`)
    },
    async close() {
      await browser.close()
      await stopJobs()
      await web.close()
      await close()
    },
  }
}

/** Keeps a picture where LINLI_PICTURES says (1: build/pictures); the README's are made this way. */
export async function picture(page: Page, name: string, { whole = false } = {}): Promise<void> {
  const said = process.env['LINLI_PICTURES']
  if (!said) return
  const folder = said === '1' ? join(import.meta.dirname, '../build/pictures') : said
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole })
}
