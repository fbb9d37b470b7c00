/** The promises of `t`: parameters, fall-back to Chinese, and the compiler's refusal of a forgotten parameter. */
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { language, setCatalogue, t } from './text.ts'

afterEach(() => setCatalogue('zh-CN', {}))

test('a text without a catalogue is said in Chinese, with its parameters', () => {
  assert.equal(t('我要反映'), '我要反映')
  assert.equal(t('还有 {n} 件，最早 {day}', { n: 3, day: '11月2日' }), '还有 3 件，最早 11月2日')
})

test('a parameter that a text names must be given, or it does not compile', () => {
  // @ts-expect-error `n` is missing
  assert.equal(t('还有 {n} 件'), '还有 {n} 件')
  // @ts-expect-error `m` is no name of this text
  assert.equal(t('还有 {n} 件', { m: 1 }), '还有 {n} 件')
})

test('a value that looks like a hole is not filled again', () => {
  assert.equal(t('{a}和{b}', { a: '{b}', b: '乙' }), '{b}和乙')
})

test('another language is looked up by the Chinese text, and what it lacks stays Chinese', () => {
  setCatalogue('en', { '还有 {n} 件': '{n} more', toString: 'x' })
  assert.equal(language, 'en')
  assert.equal(t('还有 {n} 件', { n: 2 }), '2 more')
  assert.equal(t('查进度'), '查进度')
  assert.equal(t('constructor'), 'constructor')
})
