/**
 * `GET /table/<module>.<query>?…` with what the list itself would be asked: every line of it as a workbook, in the columns
 * that were chosen, in the words of the screen. The rule, the masks and the trail are the query's own.
 */
import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dayOf } from '../../kernel/clock.ts'
import { fromText, redacted, type Op } from '../../kernel/contract.ts'
import { attachment } from '../../kernel/file-name.ts'
import { everyPage, type Page } from '../../kernel/every-page.ts'
import { noted } from '../../kernel/exchange-export.ts'
import type { Kit } from '../../kernel/http.ts'
import { common, problems, type Row } from '../../kernel/rules.ts'
import { opNamed } from '../../kernel/server.ts'
import { writeSheet, type SheetValue } from '../../kernel/sheets/write.ts'
import { places } from '../../modules/places/contract.ts'
import { sayField } from '../../ui/print.ts'
import { fieldsOf, itemOf, type Field } from '../../ui/shapes.ts'

const MOST = 20_000
export const problem = problems('table', {
  noSuch: [404, '这个列表不能导出表格'],
  tooMany: [422, `符合条件的超过 ${MOST} 条，请加上范围或日期再导出`],
})

export function tableRoutes(app: FastifyInstance, kit: Kit) {
  app.get<{ Params: { op: string }; Querystring: Record<string, string> }>('/table/:op', async (request, reply) => {
    const op = listNamed(request.params.op)
    const me = await kit.whoIs(request)
    if (!me) throw common.signIn()
    const { columns: wanted, page: _, size: __, ...said } = request.query
    const fields = chosen(op, typeof wanted === 'string' ? wanted : undefined)
    const input = fromText(op.input, said) as Row
    const rows = await everyLine(kit, op, input, request)
    const nameOf = await placeNames(kit, rows, fields, request)
    const now = kit.now()
    // It leaves the building: who took which list out is asked later.
    await noted(kit.house, {
      op: op.name!,
      actor: me,
      place: typeof input['place'] === 'string' ? input['place'] : '',
      record: null,
      at: now,
      input: { ...(redacted(op.input, input) as Row), table: fields.map(f => f.name), rows: rows.length },
    })
    const file = new PassThrough()
    const lines = rows.map(row => fields.map(f => spoken(op, f, row[f.name], nameOf)))
    const written = writeSheet(file, {
      sheet: op.label,
      kind: 'xlsx',
      columns: fields.map(f => ({ title: f.label, ...(f.kind === 'text' && { text: true }) })),
      rows: lines,
    })
    written.catch((error: unknown) => file.destroy(error as Error))
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('cache-control', 'no-store')
      .header('content-disposition', attachment(`${op.label}-${dayOf(now)}.xlsx`, 'list.xlsx'))
      .send(file)
  })
}

/** A list is a query with pages: it takes `page` and answers `items` and their `total`. */
function listNamed(name: string): Op {
  const op = opNamed(name)
  const takes = op ? fieldsOf(op.input).map(f => f.name) : []
  if (!op || op.kind !== 'query' || !takes.includes('page') || itemOf(op) === op.output) throw problem.noSuch()
  return op
}

function chosen(op: Op, columns: string | undefined): Field[] {
  const all = fieldsOf(itemOf(op)).filter(f => !['id', 'photos', 'list', 'secret', 'password'].includes(f.kind))
  const wanted = columns?.split(',').flatMap(name => all.filter(f => f.name === name)) ?? []
  return wanted.length ? wanted : all
}

async function everyLine(kit: Kit, op: Op, input: Row, request: FastifyRequest): Promise<Row[]> {
  const asked = async (page: object) => (await kit.call(op, { ...input, ...page }, request)) as Page
  if ((await asked({ page: 1, size: 1 })).total > MOST) throw problem.tooMany()
  return (await everyPage(asked, MOST)).items
}

async function placeNames(kit: Kit, rows: readonly Row[], fields: readonly Field[], request: FastifyRequest) {
  const codes = fields.filter(f => f.kind === 'place').flatMap(f => rows.map(row => String(row[f.name] ?? '')))
  const names = new Map<string, string>()
  for (const code of new Set(codes))
    if (code) {
      const found = await kit.call(places.ops.place, { code }, request).catch(() => null)
      if (found)
        names.set(
          code,
          found.path
            .map(p => p.name)
            .slice(-2)
            .join(''),
        )
    }
  return names
}

/** Numbers stay numbers, so that they can be added up; everything else is in the words of the screen. */
function spoken(op: Op, field: Field, value: unknown, names: ReadonlyMap<string, string>): SheetValue {
  if (field.kind === 'money' && typeof value === 'number') return value / 100
  if (typeof value === 'boolean' || typeof value === 'number') return value
  if (field.kind === 'place') return names.get(String(value)) ?? sayField(itemOf(op), field.name, value)
  return sayField(itemOf(op), field.name, value) || null
}
