/**
 * `GET /print/<module>.<query>?…` with what the query itself would be asked: the same operation, for the same person, as a PDF.
 * Whoever may not see the record gets the same refusal, and no paper.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf, stamp } from './clock.ts'
import { fromText, redacted, type Input, type Op } from './contract.ts'
import { everyPage, type Page } from './every-page.ts'
import { attachment } from './file-name.ts'
import { readFile } from './files.ts'
import type { Kit } from './http.ts'
import { printNamed, type Facts, type Print, type Size } from './print.ts'
import { pdfOf } from './print-pdf.ts'
import { common, permits, problems, type Row } from './rules.ts'
import { parsed, ruleOf } from './server.ts'
import { t } from './text.ts'
import { writeTrail } from './trail.ts'

export const problem = problems('print', {
  noSuch: [404, '这项内容没有打印的样式'],
  nothing: [422, '没有可以打印的记录：筛选不到，或者不归您管'],
  noSize: [422, '没有这种纸张，请选 A4 或 A3'],
})

export type PrintKit = Kit & {
  /** Where photos lie. */
  files: string
  origin: string
  nameOf: (place: string, facts: Facts) => Promise<string>
  /** A browser that navigates gets a page to read; a program gets the problem. */
  trouble: (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

export function printRoutes(app: FastifyInstance, kit: PrintKit) {
  const errorHandler = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (!request.headers.accept?.includes('text/html')) throw error
    return kit.trouble(error, request, reply)
  }
  app.get<{ Params: { op: string } }>('/print/:op', { errorHandler }, async (request, reply) => {
    const print = printNamed(request.params.op)
    if (!print) throw problem.noSuch()
    const { bytes, name } = await document(kit, print, request)
    return reply
      .type('application/pdf')
      .header('cache-control', 'no-store')
      .header('content-disposition', attachment(name, 'print.pdf', 'inline'))
      .send(bytes)
  })
}

async function document(kit: PrintKit, print: Print, request: FastifyRequest) {
  const { op } = print
  const [me, now, rule] = [await kit.whoIs(request), kit.now(), ruleOf(op)]
  // A query filters and does not refuse; a session that ran out must not look like an empty list.
  if (!me && !permits(rule, null)) throw common.signIn()
  const query = request.query as Record<string, string>
  const size = sizeOf(print, query['paper'])
  const input = parsed(op, fromText(op.input, query)) as Input<Op>
  const facts: Facts = {
    input,
    me,
    now,
    origin: kit.origin,
    scale: size === 'A3' ? Math.SQRT2 : 1,
    ask: (other, about) => kit.call(other, about, request),
    photo: (community, id) => photo(kit, request, community, id),
  }
  const answer = print.rows === undefined ? await facts.ask(op, input) : await everyLine(facts, op, print.rows)
  const title = print.title(answer)
  const number = print.number?.(answer, facts) ?? freshNumber(now)
  const place = print.place(answer, facts)
  const bytes = await pdfOf({
    title,
    number,
    community: await kit.nameOf(place, facts),
    printed: t('{who} {when} 打印', { who: me?.name ?? t('网上自助'), when: stamp(now) }),
    size,
    landscape: print.landscape,
    scale: facts.scale,
    content: await print.layout(answer, facts),
  })
  // Paper leaves the building: by its number one can ask later who took it out. What is for everyone needs no note.
  if (me && rule.kind !== 'anyone')
    await writeTrail(kit.house.db, kit.house.trailKey, {
      community: place.slice(0, 12),
      record: typeof (input as Row)['id'] === 'string' ? ((input as Row)['id'] as string) : null,
      at: now,
      op: op.name!,
      kind: 'note',
      actor: me.id,
      name: me.name ?? null,
      persons: [],
      reason: null,
      input: { ...(redacted(op.input, input) as Row), print: title, number },
    })
  return { bytes, name: `${title}-${number}.pdf` }
}

function sizeOf({ sizes }: Print, said: string | undefined): Size {
  const size = said ? sizes.find(s => s === said) : sizes[0]
  if (!size) throw problem.noSize()
  return size
}

async function everyLine({ ask, input }: Facts, op: Op, most: number): Promise<Page> {
  const found = await everyPage(async page => (await ask(op, { ...(input as Row), ...page } as never)) as Page, most)
  if (!found.items.length) throw problem.nothing()
  return found
}

/** Larger ones make a file that no printer takes. */
const largest = 4 * 2 ** 20
const kinds = ['image/jpeg', 'image/png']

async function photo({ house, files, whoIs }: PrintKit, request: FastifyRequest, community: string, id: string) {
  const found = await readFile(house.db, files, community, id, await whoIs(request))
  if (!found || !kinds.includes(found.type) || found.size > largest) return null
  const bytes = Buffer.concat((await found.stream().toArray()) as Buffer[])
  return `data:${found.type};base64,${bytes.toString('base64')}`
}

/** The day, and six digits that do not follow from the last ones. */
const freshNumber = (now: Date) =>
  `${dayOf(now).slice(2).replaceAll('-', '')}-${String(crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000).padStart(6, '0')}`
