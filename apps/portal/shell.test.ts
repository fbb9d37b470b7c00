/** What a browser without a script meets: pages, forms that come back with their answers, one sending for two presses, and no secrets in an error. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { command, Community, contract, query } from '../../kernel/contract.ts'
import { common, Problem } from '../../kernel/rules.ts'
import { setCatalogue } from '../../kernel/text.ts'
import { html } from '../../ui/html.ts'
import { FormPage } from '../../ui/portal.ts'
import { said } from '../../ui/portal-fields.ts'
import { page, sending, type Pages, type Visit } from '../../ui/portal-page.ts'
import { portalRoutes, type PortalKit } from './shell.ts'

const town = '131026001003'
const demo = contract('demo', '演示', {
  names: query('名单', z.object({}), z.array(z.string())),
  say: command(
    '留言',
    z.object({
      community: Community,
      title: z.string().min(2, '至少写 2 个字').describe('什么事'),
      loud: z.boolean().default(false).describe('大声'),
      photos: z.array(z.uuid()).default([]).describe('照片'),
    }),
    z.object({ id: z.string() }),
  ),
})
const { names, say } = demo.ops

const pages: Pages = {
  pages: [
    page(
      '/c/:community',
      () => '首页',
      async visit => html`<h1>${visit.community!.name}</h1>${await visit.ask(names, {})}`,
      {
        menu: 0,
      },
    ),
    page(
      '/c/:community/say',
      () => '留言',
      async visit =>
        html`${FormPage(visit, { op: say, fields: ['title', 'loud', 'photos'] })}${said(visit.form.values, 'title') && 'SURE?'}`,
      {
        post: sending(say, {
          first: async (values, _visit, mistakes) =>
            Object.keys(mistakes).length ? mistakes : said(values, 'title') === 'ask' ? {} : null,
          then: ({ id }, visit) => `/c/${visit.params['community']}/said/${id}`,
        }),
      },
    ),
    page(
      '/c/:community/write',
      () => '写信',
      async visit => FormPage(visit, { op: say, fields: ['title'] }),
      {
        post: sending(say, { then: () => '/' }),
        kept: true,
      },
    ),
    page(
      '/away',
      () => '走',
      async () => ({ to: '/c/131026001003' }),
    ),
    page(
      '/broken',
      () => '坏',
      async () => Promise.reject(new Error('password=hunter2')),
    ),
    page(
      '/mine',
      () => '我的',
      async () => Promise.reject(common.signIn()),
    ),
  ],
}

type Called = { op: string; input: unknown; key: string | undefined }
let calls: Called[]
let files: string[]
let refuse: Problem | null
let me: Visit['me']
let log: Record<string, unknown>[]
let app: FastifyInstance

beforeEach(async () => {
  ;[calls, files, refuse, me, log] = [[], [], null, null, []]
  app = Fastify()
  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart)
  const kit: PortalKit = {
    now: () => new Date('2026-11-23T15:20:00+08:00'),
    whoIs: async () => me,
    log: line => log.push(line),
    saveFile: async (_request, _file, { id }) => (files.push(id), id),
    call: async (op, input, _request, _reply, key) => {
      if (op.name === 'places.place') {
        if ((input as { code: string }).code !== town) throw common.notFound()
        return { code: town, name: '花园社区', level: '', parent: '', path: [] } as never
      }
      if (op.kind !== 'query') {
        calls.push({ op: op.name!, input, key })
        if (refuse) throw refuse
      }
      return (op.name === 'demo.names' ? ['王<婶>'] : { id: '7' }) as never
    },
  }
  const { missing } = portalRoutes(app, kit, [pages])
  app.setNotFoundHandler(missing)
})

afterEach(() => setCatalogue('zh-CN', {}))

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const form = (url: string, payload: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(payload).toString(),
  })
const keyIn = ({ body }: LightMyRequestResponse) => /name="_key" value="([^"]+)"/.exec(body)![1]!

test('a public page is whole without a script, in Chinese, with landmarks, a way past the links, and elder mode one press away', async () => {
  const { body, statusCode } = await get(`/c/${town}`)
  assert.equal(statusCode, 200)
  assert.match(body, /^<!doctype html>\s*<html lang="zh-CN">/)
  assert.match(body, /<title>首页 · 花园社区<\/title>/)
  assert.match(
    body,
    /<a class="skip" href="#main">.*<header class="top">.*<nav aria-label="主要页面"><a href="\/c\/131026001003" aria-current="page">首页<\/a>.*<main id="main".*<footer/s,
  )
  assert.match(body, /<form class="switch" method="post" action="\/elder">.*<button>长辈版<\/button>/)
  assert.ok(body.includes('王&lt;婶&gt;') && !body.includes('<script'))
})

test('a page speaks the catalogue that is set when it is asked for: its frame, its form and the labels of the contract', async () => {
  setCatalogue('en', { 跳到正文: 'Skip to content', 留言: 'Leave a message', 什么事: 'What is it about' })
  const { body } = await get(`/c/${town}/say`)
  assert.match(body, /<html lang="en"/)
  assert.match(body, /Skip to content/)
  assert.match(body, /<h1>Leave a message<\/h1>/)
  assert.match(body, /<label for="[^"]*">What is it about/)
  // What the catalogue lacks stays Chinese instead of falling silent.
  assert.match(body, /大声/)
  setCatalogue('zh-CN', {})
  assert.match((await get(`/c/${town}/say`)).body, /<h1>留言<\/h1>/)
})

test('a page that knows nobody may be kept and is not sent twice; one with a form or for a person may not', async () => {
  const first = await get(`/c/${town}`, { cookie: `community=${town}` })
  assert.match(String(first.headers['cache-control']), /^public, .*s-maxage=30/)
  assert.equal(first.headers['vary'], 'cookie')
  const again = await get(`/c/${town}`, { cookie: `community=${town}`, 'if-none-match': String(first.headers['etag']) })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  const asking = await get(`/c/${town}/say`)
  assert.equal(asking.headers['cache-control'], 'private, no-cache')
  assert.notEqual(keyIn(asking), keyIn(await get(`/c/${town}/say`)))
  me = { id: 'x', posts: [] }
  for (const path of [`/c/${town}`, `/c/${town}/say`])
    assert.equal((await get(path)).headers['cache-control'], 'private, no-store')
})

test('what somebody who is signed in writes is still there on the way back, where the page says nothing else of them', async () => {
  me = { id: 'x', posts: [] }
  assert.equal((await get(`/c/${town}/write`)).headers['cache-control'], 'private, no-cache')
})

test('the community in the address is remembered; one that does not exist is a page that says so', async () => {
  assert.match(String((await get(`/c/${town}`)).headers['set-cookie']), /^community=131026001003;/)
  for (const code of ['131026001999', 'x']) assert.equal((await get(`/c/${code}`)).statusCode, 404)
})

test('elder mode is a cookie, and the way back never leads to another site', async () => {
  const on = await form('/elder', { on: '1', back: `/c/${town}` })
  assert.deepEqual([on.statusCode, on.headers['location']], [303, `/c/${town}`])
  assert.match(String(on.headers['set-cookie']), /^elder=1;/)
  assert.match(
    (await get(`/c/${town}`, { cookie: 'elder=1' })).body,
    /<html lang="zh-CN" class="elder">.*<button>标准版<\/button>/s,
  )
  for (const back of ['//evil.cn', '/\\evil.cn', 'https://evil.cn', ''])
    assert.equal((await form('/elder', { on: '0', back })).headers['location'], '/')
})

test('a form that is sent does the operation once under its key and leads on', async () => {
  const key = keyIn(await get(`/c/${town}/say`))
  for (let press = 0; press < 2; press++) {
    const sent = await form(`/c/${town}/say`, {
      _op: 'demo.say',
      _key: key,
      title: '灯不亮',
      loud: 'true',
      community: '999999999999',
    })
    assert.deepEqual([sent.statusCode, sent.headers['location']], [303, `/c/${town}/said/7`])
  }
  const input = { community: town, title: '灯不亮', loud: true, photos: [] }
  assert.deepEqual(calls, [
    { op: 'demo.say', input, key },
    { op: 'demo.say', input, key },
  ])
})

test('a key that is none is replaced, so that nobody chooses another person’s', async () => {
  await form(`/c/${town}/say`, { _op: 'demo.say', _key: 'x', title: '灯不亮' })
  assert.match(calls[0]!.key!, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})

test('a form with mistakes comes back with them, with what was filled in, and nothing was done', async () => {
  const sent = await form(`/c/${town}/say`, { _op: 'demo.say', title: '灯', loud: 'true' })
  assert.equal(sent.statusCode, 400)
  assert.match(sent.body, /<title>有误：/)
  assert.match(sent.body, /至少写 2 个字.*value="灯".*value="true" id="demo-say-loud" checked/s)
  assert.deepEqual(calls, [])
})

test('a refusal comes back with its sentence and status, and the key is kept for the next attempt', async () => {
  refuse = new Problem('demo.closed', 409, '已经截止')
  const key = keyIn(await get(`/c/${town}/say`))
  const sent = await form(`/c/${town}/say`, { _op: 'demo.say', _key: key, title: '灯不亮' })
  assert.equal(sent.statusCode, 409)
  assert.match(sent.body, /<h2>已经截止<\/h2>.*value="灯不亮"/s)
  assert.equal(keyIn(sent), key)
  refuse = new Problem('request.keyReused', 422, '编号已用')
  assert.notEqual(keyIn(await form(`/c/${town}/say`, { _op: 'demo.say', _key: key, title: '灯不亮' })), key)
})

test('a page with a question of its own is shown again before anything is sent', async () => {
  const sent = await form(`/c/${town}/say`, { _op: 'demo.say', title: 'ask' })
  assert.equal(sent.statusCode, 200)
  assert.match(sent.body, /SURE\?/)
  assert.deepEqual(calls, [])
})

test('a photo is stored once however often its form is sent, stays by name, and only in a field that asks for one', async () => {
  const key = keyIn(await get(`/c/${town}/say`))
  const sent = (title: string, field = 'photos') => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ _op: 'demo.say', _key: key, title })) body.append(name, value)
    body.append(field, new Blob(['jpg'], { type: 'image/jpeg' }), '灯.jpg')
    body.append('photos', new Blob([]), '')
    return app.inject({ method: 'POST', url: `/c/${town}/say`, payload: body as never })
  }
  const wrong = await sent('灯')
  const id = /type="checkbox" name="photos" value="([^"]+)" checked/.exec(wrong.body)![1]
  assert.equal((await sent('灯不亮')).statusCode, 303)
  assert.deepEqual(files, [id, id])
  assert.deepEqual((calls[0]!.input as { photos: string[] }).photos, [id])
  await sent('灯不亮', 'title2')
  assert.equal(files.length, 2)
})

test('a view may lead elsewhere', async () => assert.equal((await get('/away')).headers['location'], '/c/131026001003'))

test('what does not exist is a page in Chinese with a way on; who must sign in is told how, and led back', async () => {
  const missing = await get('/nowhere', { cookie: `community=${town}` })
  assert.equal(missing.statusCode, 404)
  assert.match(missing.body, /没有找到这一页.*href="\/c\/131026001003"/s)
  const mine = await get('/mine?a=1')
  assert.equal(mine.statusCode, 401)
  assert.match(mine.body, /href="\/signin\?to=%2Fmine%3Fa%3D1"/)
})

test('the unexpected shows a number and nothing else, and is written down under it', async () => {
  const { statusCode, body } = await get('/broken')
  assert.equal(statusCode, 500)
  assert.ok(!body.includes('hunter2') && !body.includes('shell.ts'))
  assert.match(String(log[0]!['error']), /hunter2/)
  assert.ok(body.includes(`<code>${String(log[0]!['id'])}</code>`))
})

test('the sheet is named by its content, kept for ever, and sent small', async () => {
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec((await get(`/c/${town}`)).body)![1]!
  const sheet = await get(href, { 'accept-encoding': 'gzip' })
  assert.match(String(sheet.headers['cache-control']), /immutable/)
  assert.equal(sheet.headers['content-encoding'], 'gzip')
  assert.ok(sheet.rawPayload.length < 8000, `${sheet.rawPayload.length} bytes`)
})
