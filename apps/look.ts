/** What a browser test looks at on any page: axe's verdict, sizes of what is pressed and read, width, and words that are not Chinese. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** A screen of 1280 px at 200 %. */
export const zoomed = { width: 640, height: 400 }

type Axed = { axe: { run: (on: Document, options: object) => Promise<AxeResults> }; looked?: string }

/** What depends on where things lie. All other rules read only the document, and which parts of it are shown. */
const laidOut = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

/** Shapes of documents in which nothing was found: the same elements, shown in the same way, with other words in them. */
const sound = new Set<string>()

/**
 * A document of a shape that was sound at this size is sound. At another size, with the same of it shown, only what
 * depends on the size is asked again.
 */
export async function violations(page: Page): Promise<string[]> {
  const { shape, isKnown } = await shapeOf(page)
  if (sound.has(shape)) return []
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe)
  const found = await page.evaluate(
    async runOnly => {
      const { violations } = await (globalThis as unknown as Axed).axe.run(document, {
        runOnly,
        resultTypes: ['violations'],
        // No rule that is asked reads the style sheets, which it would fetch again for each look.
        preload: false,
      })
      return violations.flatMap(v =>
        v.nodes
          .slice(0, 3)
          .map(n => `${v.id}: ${n.html.slice(0, 160)} ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''}`),
      )
    },
    isKnown ? laidOut : tags,
  )
  if (found.length === 0) sound.add(shape)
  return found
}

/** Every element with what a rule may read of it but the words, the numbers and the addresses; the size of the window first. */
async function shapeOf(page: Page): Promise<{ shape: string; isKnown: boolean }> {
  return page.evaluate(() => {
    const ofWords =
      /^(href|src|value|title|alt|content|datetime|aria-label|placeholder|d|points|transform|x|y|x1|x2|y1|y2)$/
    // Numbers are given anew for each page; in a style or a fill they are what the eye sees.
    const ofNames = /^(id|for|name|aria-(controls|owns|labelledby|describedby|activedescendant)|data-.*)$/
    const element = (e: Element) =>
      [
        e.tagName,
        e.parentElement ? [...e.parentElement.children].indexOf(e) : 0,
        +e.checkVisibility({ visibilityProperty: true }),
        [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent!.trim()) ? 'words' : '',
        ...[...e.attributes].map(({ name, value }) =>
          ofWords.test(name)
            ? `${name}${value.trim() ? '+' : ''}`
            : `${name}=${ofNames.test(name) ? value.replaceAll(/\d+/g, '0') : value}`,
        ),
      ].join(' ')
    const elements = [...document.querySelectorAll('*')].map(element).join('\n')
    const before = (globalThis as unknown as Axed).looked
    const now = location.href + elements + document.body.innerText.length
    ;(globalThis as unknown as Axed).looked = now
    return { shape: `${innerWidth}×${innerHeight}\n${elements}`, isKnown: before === now }
  })
}

/** What is pressed and smaller than this; a link inside a sentence and a box whose label is large enough are as they should be. */
export const small = (page: Page, least: number): Promise<string[]> =>
  page.evaluate(least => {
    const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]'
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap(element => {
      const aimed = element.matches('[type=checkbox], [type=radio]') ? (element.closest('label') ?? element) : element
      const { width, height, bottom, right } = aimed.getBoundingClientRect()
      const inSentence = getComputedStyle(element).display === 'inline' && element.parentElement?.matches('p, li, dd')
      const hidden = !element.checkVisibility({ visibilityProperty: true }) || bottom < 0 || right < 0 || width < 2
      // Half a pixel of rounding is not a smaller button.
      if (hidden || inSentence || (width > least - 0.5 && height > least - 0.5)) return []
      return [`${Math.round(width)}×${Math.round(height)} < ${least}: ${element.outerHTML.slice(0, 120)}`]
    })
  }, least)

/** Text below this size, or set tighter than 1.3. */
export const tiny = (page: Page, least: number): Promise<string[]> =>
  page.evaluate(least => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = new Set<string>()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent!.trim()
      const element = node.parentElement!
      if (!words || element.closest('script, style, svg, noscript') || !element.checkVisibility()) continue
      const { fontSize, lineHeight } = getComputedStyle(element)
      const size = Number.parseFloat(fontSize)
      if (size < least) found.add(`${fontSize} < ${least}: ${words.slice(0, 30)}`)
      if (lineHeight !== 'normal' && words.length > 20 && Number.parseFloat(lineHeight) / size < 1.3)
        found.add(`line ${lineHeight} of ${fontSize}: ${words.slice(0, 30)}`)
    }
    return [...found]
  }, least)

/** How much of the page, in px, lies beyond the right edge. */
export const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main')].flatMap(element => {
      const more = element.scrollWidth - element.clientWidth
      if (more < 2) return []
      const widest = [...element.querySelectorAll('*')]
        .filter(e => e.getBoundingClientRect().right > element.clientWidth + 1 && !e.closest('.scroll, table, svg'))
        .at(-1)
      return [`${element.tagName} is ${more} px too wide: ${widest?.outerHTML.slice(0, 120) ?? ''}`]
    }),
  )

/** Sentences that nobody translated. */
export const foreign = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...new Set(document.body.innerText.match(/[A-Za-z]{3,}(?: [A-Za-z]{2,})+|undefined|NaN|\[object/g)),
  ])

/** Everything that was asked for has come, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector('.waiting, .ant-spin-spinning, .ghost') &&
      document.querySelector('h1, h2, .trouble, .nothing, .sorry') !== null,
    undefined,
    { polling: 50 },
  )
  await page.evaluate(async () => {
    const moving = () =>
      document
        .getAnimations()
        .filter(a => a.effect?.getComputedTiming().endTime !== Infinity && a.playState === 'running')
    const late = new Promise(done => setTimeout(done, 600))
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    await Promise.race([Promise.allSettled(moving().map(a => a.finished)), late])
  })
}
