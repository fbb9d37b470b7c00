/** What a first visit costs: an old phone on a slow line opens the portal in one breath, and the desk's script stays within its budget. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { phone, stage, type Stage } from './stage.ts'
import { here, village } from './village.ts'

const PORTAL = 30 * 1024
const DESK = 380 * 1024

let on: Stage
before(async () => {
  on = await stage()
  await village(on.system)
})
after(() => on?.close())

for (const [name, to] of [
  ['the home page', `/c/${here}`],
  ['the report page', `/c/${here}/report`],
] as const)
  test(`${name} of the portal comes in 30 kB before pictures, and no script holds it up`, async () => {
    const page = await on.open(phone)
    await page.goto(to)
    const files = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel=stylesheet], script[src]')].map(f =>
        'href' in f ? f.href : f.src,
      ),
    )
    const bodies = await Promise.all([to, ...files].map(async file => (await page.request.get(file)).body()))
    const weight = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
    assert.ok(weight <= PORTAL, `${weight} bytes, compressed`)
    const blocking = page.locator('script[src]:not([defer], [async], [type=module])')
    assert.equal(await blocking.count(), 0)
    await page.context().close()
  })

test("the desk's first screen is at most 380 kB of script, compressed", () => {
  const folder = join(import.meta.dirname, '../build/desk')
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const weight = readdirSync(join(folder, 'assets'))
    .filter(name => name.endsWith('.js') && page.includes(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0)
  assert.ok(weight > 0 && weight <= DESK, `${weight} bytes, compressed`)
})
