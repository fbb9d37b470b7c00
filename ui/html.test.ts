/** The promise of the `html` tag: nothing that a person wrote becomes markup, wherever in a page it stands. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, html, raw, type Child } from './html.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' }
const read = (text: string) => text.replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '?')

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '`', '&', '/', '=', ' ', '!', '-', 'a', ';', '\n', '<script>', '-->'),
  }),
)

test('no text breaks out of an element or of an attribute, and what is read back is what was written', () => {
  fc.assert(
    fc.property(nasty, nasty, (inside, within) => {
      const page = String(html`<p title="${within}" lang='${within}'>${inside}</p>`)
      const [, double, single, text] = /^<p title="([^"]*)" lang='([^']*)'>([^<]*)<\/p>$/.exec(page) ?? []
      assert.deepEqual([read(double ?? ''), read(single ?? ''), read(text ?? '')], [within, within, inside])
    }),
  )
})

test('the same holds for attributes(…), and a value of false or null leaves the attribute out', () => {
  fc.assert(
    fc.property(nasty, value => {
      const [, said] = /^<input value="([^"]*)" required>$/.exec(
        String(html`<input ${attributes({ value, required: true, checked: false, id: null })}>`),
      ) ?? [undefined, undefined]
      assert.equal(read(said ?? 'nothing'), value)
    }),
  )
  assert.throws(() => attributes({ onclick: 'alert(1)' }), /no attribute/)
  assert.throws(() => attributes({ 'a b': '1' }), /no attribute/)
})

test('lists are joined, nothing is nothing, zero is zero', () => {
  assert.equal(String(html`<ul>${[1, 2].map(n => html`<li>${n}</li>`)}</ul>`), '<ul><li>1</li><li>2</li></ul>')
  assert.equal(String(html`<p>${null}${undefined}${false}${[]}${''}${0}${10n}</p>`), '<p>010</p>')
})

test('markup made by html stands as it is in text and is text in an attribute', () => {
  const bold = html`<b class="x">是</b>`
  assert.equal(String(html`<p>${bold}</p>`), '<p><b class="x">是</b></p>')
  assert.equal(String(html`<p title="${bold}">`), '<p title="&lt;b class=&quot;x&quot;&gt;是&lt;/b&gt;">')
})

test('an object that only looks like markup is refused: it may have come from anywhere', () => {
  const forged = { toString: () => '<script>' } as unknown as Child
  assert.throws(() => html`<p>${forged}</p>`, TypeError)
  assert.throws(() => html`<p title="${forged}">`, TypeError)
})

test('a link leads nowhere when it would run a script, however it is written', () => {
  for (const url of [
    'javascript:alert(1)',
    ' JavaScript:x',
    'java\nscript:x',
    '\u0001javascript:x',
    'vbscript:x',
    'data:text/html,x',
  ])
    assert.equal(String(html`<a href="${url}">`), '<a href="#">', url)
  for (const url of ['/c/1', '?page=2', '#main', 'https://x.cn/?a=b:c', 'tel:12345', 'a/b:c'])
    assert.equal(String(html`<a href="${url}">`), `<a href="${url}">`)
  assert.equal(String(html`<a ${attributes({ href: 'javascript:x' })}>`), '<a href="#">')
  assert.equal(String(html`<a href="/c/${'javascript:x'}">`), '<a href="/c/javascript:x">')
})

test('a place where escaping is no help refuses a value altogether', () => {
  assert.throws(() => html`<script>${'x'}</script>`, /script/)
  assert.throws(() => html`<style>${'x'}</style>`, /style/)
  assert.throws(() => html`<p title=${'x'}>`, /quotes/)
  assert.throws(() => html`<p onclick="${'x'}">`, /onclick/)
  assert.throws(() => html`<p style="${'x'}">`, /style/)
  assert.throws(() => html`<p ${'autofocus onfocus=x'}>`, /attributes/)
  assert.throws(() => html`<${'p'}>`, /name/)
  assert.equal(String(html`<p>1 < 2, a=${'x'}</p>`), '<p>1 < 2, a=x</p>')
})

test('what is trusted on purpose is not touched', () => assert.equal(String(html`${raw('<br>')}`), '<br>'))
