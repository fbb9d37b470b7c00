/**
 * The portal: pages that modules declare as data, put on the server's routes. Every page is complete HTML; a form is sent to its
 * own page, which sends it on to the operation, or shows it again with what was wrong.
 */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type {} from '@fastify/cookie'
import { asAnswerable, type Kit } from '../../kernel/http.ts'
import { newId } from '../../kernel/id.ts'
import { inside } from '../../kernel/inside.ts'
import { common, Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { places } from '../../modules/places/contract.ts'
import { fieldsOf } from '../../ui/shapes.ts'
import { freshForm, said, type Form, type Values } from '../../ui/portal-fields.ts'
import {
  inputOf,
  mistakesIn,
  mistakesOf,
  sayOf,
  type Page,
  type Pages,
  type Sending,
  type Visit,
} from '../../ui/portal-page.ts'
import { isKey, photoId, sentForm, type Upload } from './forms.ts'
import { frame } from './frame.ts'
import { stillRoutes, style } from './still.ts'
import { trouble } from './trouble.ts'

export type PortalKit = Omit<Kit, 'house'> & {
  /** Stores a photo under this id, once; gives the id. */
  saveFile: (
    request: FastifyRequest,
    file: Upload,
    about: { community: string; place: string; id: string },
  ) => Promise<string>
  /** Where the unexpected is written down, under the number that the page shows. */
  log?: (line: Record<string, unknown>) => void
}
type Visitor = Visit<string>

export function portalRoutes(app: FastifyInstance, kit: PortalKit, modules: readonly Pages[]) {
  const pages = modules.flatMap(m => m.pages)
  const menu = pages.filter(p => p.menu !== undefined).toSorted((a, b) => a.menu! - b.menu!)
  const around = { style, menu }
  const log = kit.log ?? (line => console.error(JSON.stringify(line)))

  for (const page of pages) {
    app.get(page.path, { errorHandler }, async (request, reply) => {
      const visit = await visitOf(request, reply)
      return show(request, reply, page, visit)
    })
    if (page.sendings.length) app.post(page.path, { errorHandler }, (request, reply) => send(request, reply, page))
  }

  stillRoutes(app)

  app.post('/elder', { errorHandler }, (request, reply) => {
    const { on, back } = (request.body ?? {}) as Record<string, string>
    reply.setCookie('elder', on === '1' ? '1' : '', { path: '/', sameSite: 'lax', maxAge: on === '1' ? year : 0 })
    return reply.redirect(inside(back) ?? '/', 303)
  })

  async function visitOf(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Form = freshForm(newId()),
  ): Promise<Visitor> {
    const params = request.params as Record<string, string>
    const ask: Visitor['ask'] = (op, input) => kit.call(op, input, request, reply)
    const visit: Visitor = {
      params,
      ask,
      form,
      url: request.url,
      now: kit.now(),
      elder: request.cookies['elder'] === '1',
      left: request.cookies['left'],
      me: await kit.whoIs(request),
      query: Object.fromEntries(
        Object.entries(request.query as Record<string, string | string[]>).map(([k, v]) => [k, [v].flat()[0] ?? '']),
      ),
      community: await communityOf(params['community'], request, ask),
      blocks: of => Promise.all(modules.flatMap(m => m[of]?.(visit) ?? [])),
    }
    return visit
  }

  async function show(request: FastifyRequest, reply: FastifyReply, page: Page, visit: Visitor, status = 200) {
    const body = await page.view(visit)
    if ('to' in body) return reply.redirect(body.to, 303)
    const wrong = status >= 400
    const text = frame(visit, { title: page.title(), body, wrong, ...around })
    const code = visit.params['community']
    const fresh = code !== undefined && code !== request.cookies['community']
    if (fresh) reply.setCookie('community', code, { path: '/', sameSite: 'lax', maxAge: year })
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', keeping(page, visit, fresh))
      .header('vary', 'cookie')
    if (page.sendings.length || visit.me || visit.left || wrong) return reply.send(text)
    const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.header('etag', etag).send(text)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, page: Page) {
    const { values, uploads, tooLarge } = await sentForm(request)
    const sending = page.sendings.find(s => s.op.name === said(values, '_op')) ?? page.sendings[0]!
    const key = said(values, '_key')
    const form: Form = { ...freshForm(isKey(key) ? key : newId()), op: sending.op.name!, values }
    const visit = await visitOf(request, reply, form)
    try {
      await keepPhotos(request, sending, visit, uploads)
      if (tooLarge.length) return await again(400, Object.fromEntries(tooLarge.map(name => [name, tooBig()])))
      const input = sending.input ? await sending.input(values, visit) : inputOf(sending.op, values, visit.params)
      const mistakes = mistakesIn(sending.op, input)
      const asked = sending.first
        ? await sending.first(values, visit, placed(sending, mistakes))
        : Object.keys(mistakes).length
          ? mistakes
          : null
      if (asked) return await again(400, asked)
      const answer = await kit.call(sending.op, input, request, reply, form.key)
      const to = sending.then(answer, visit, values)
      const left = sending.leaves?.(values, visit)
      if (left) leaveFor(request, reply, to, left)
      return await reply.header('cache-control', 'no-store').redirect(to, 303)
    } catch (error) {
      // Too busy, or the disk full: that passes, and what was typed must still be there then.
      if (!(error instanceof Problem) || (error.status >= 500 && !passing.has(error.status))) throw error
      const issues =
        error.code === 'common.invalid' && Array.isArray(error.detail)
          ? (error.detail as Parameters<typeof mistakesOf>[1])
          : []
      return again(error.status, placed(sending, mistakesOf(sending.op, issues, values)), issues.length ? null : error)
    }

    function again(status: number, mistakes: Form['mistakes'], problem: Problem | null = null) {
      Object.assign(form, { mistakes, problem: problem && sayOf(problem) })
      // The key was spent on something else; the next attempt is a new one.
      if (problem?.code === 'request.keyReused') form.key = newId()
      const quiet = !problem && !Object.keys(mistakes).length
      return show(request, reply, page, visit, quiet ? 200 : status)
    }
  }

  async function keepPhotos(request: FastifyRequest, { op }: Sending, visit: Visitor, uploads: Upload[]) {
    const community = visit.params['community']
    const photos = new Set(
      fieldsOf(op.input)
        .filter(f => f.kind === 'photos')
        .map(f => f.name),
    )
    for (const file of uploads) {
      if (!community || !photos.has(file.field)) continue
      const id = await kit.saveFile(request, file, {
        community,
        place: community,
        id: photoId(visit.form.key, file.bytes),
      })
      const before: Values[string] = visit.form.values[file.field] ?? []
      visit.form.values[file.field] = [...new Set([...[before].flat(), id])]
    }
  }

  /** A page for whatever went wrong: a refusal says its sentence, the unexpected says only its number. */
  async function errorHandler(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const problem = asAnswerable(error)
    const first = (await kit.whoIs(request))?.first
    if (first && problem.code === first.refusal.code)
      return reply.redirect(
        `/signin/next?to=${encodeURIComponent(request.method === 'GET' ? request.url : '/mine')}`,
        303,
      )
    if (problem.status >= 500)
      log({ at: kit.now().toISOString(), id: request.id, error: String((error as Error).stack ?? error) })
    return sorry(problem, request, reply)
  }

  async function sorry(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
    const visit = { url: request.url, me: null, elder: request.cookies?.['elder'] === '1', community: null }
    const community = await communityOf(undefined, request, (op, input) => kit.call(op, input, request, reply)).catch(
      () => null,
    )
    const { title, body } = trouble(problem, { ...visit, community, number: request.id })
    reply.code(problem.status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
    return reply.send(frame({ ...visit, community }, { title, body, ...around }))
  }

  return {
    /** For the server's own "no such address", where a browser asks. */
    missing: (request: FastifyRequest, reply: FastifyReply) => sorry(common.notFound(), request, reply),
    /** For whatever else a browser is led to and does not get. */
    trouble: errorHandler,
  }
}

const year = 365 * 86_400
const passing = new Set([503, 507])
const tooBig = () => t('有一张照片超过 12 MB，没有收。请换一张，或把照片调小再传')

/** Sent back to that one page only, so that it stands in no address and in no other page. */
const leaveFor = ({ protocol }: FastifyRequest, reply: FastifyReply, to: string, value: string) =>
  reply.setCookie('left', value, {
    path: to.split('?')[0]!,
    httpOnly: true,
    sameSite: 'lax',
    secure: protocol === 'https',
    maxAge: 86_400,
  })

/** The address decides; the cookie only remembers. A remembered community that is gone is forgotten, one in the address is a 404. */
async function communityOf(
  code: string | undefined,
  { cookies }: FastifyRequest,
  ask: Visitor['ask'],
): Promise<Visitor['community']> {
  const remembered = cookies?.['community']
  if (code === undefined && !/^\d{12}$/.test(remembered ?? '')) return null
  if (code !== undefined && !/^\d{12}$/.test(code)) throw common.notFound()
  const asking = ask(places.ops.place, { code: (code ?? remembered)! })
  const found = code === undefined ? await asking.catch(() => null) : await asking
  return found && { code: found.code, name: found.name }
}

/**
 * A page with a form is for one person, since its key is; but the browser may show it again on the way back, with what was
 * filled in: without it, whoever sends while the server is away has written for nothing. Whoever signs out takes it along.
 * Public pages are kept by shared caches; a browser asks again each time, because elder mode must show at once.
 */
const keeping = (page: Page, { me, left }: Visitor, fresh: boolean) =>
  left || (me && !page.kept)
    ? 'private, no-store'
    : page.sendings.length || fresh
      ? 'private, no-cache'
      : 'public, max-age=0, s-maxage=30'

/** Mistakes are shown at the question that stands for the field. */
const placed = ({ shownAt = {} }: Sending, mistakes: Form['mistakes']) =>
  Object.fromEntries(Object.entries(mistakes).map(([field, words]) => [shownAt[field] ?? field, words]))
