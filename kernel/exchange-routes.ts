/**
 * The files of import and export: a sheet comes in, an empty one, the refused rows and whole lists go out. Everything
 * streams, so that a list of a whole city passes through the memory of a page.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fromText, Place } from './contract.ts'
import { contextOf, looked, noted, page } from './exchange-export.ts'
import { exportNamed, importNamed, usable, type ExportKind } from './exchange-kinds.ts'
import { problem } from './exchange-rules.ts'
import { badRows } from './exchange-batch.ts'
import { begin, runFor } from './exchange-runs.ts'
import { attachment, fileName } from './file-name.ts'
import { newId } from './id.ts'
import { common, type Actor, type Row } from './rules.ts'
import { call, read, type House } from './server.ts'
import { returnRows, writeSheet } from './sheets/write.ts'

const most = 200 * 2 ** 20

type Kit = { house: House; whoIs: (request: FastifyRequest) => Promise<Actor | null>; folder: string; now?: () => Date }
type Named = { Params: { name: string }; Querystring: Record<string, string> }

/** Needs @fastify/multipart. The form has `kind`, `place` and `file`; to read another sheet, `sheet` and `headerLine`. */
export function exchangeRoutes(app: FastifyInstance, kit: Kit) {
  const { house } = kit
  const now = kit.now ?? (() => new Date())
  const signedIn = async (request: FastifyRequest) => (await kit.whoIs(request)) ?? refuse(common.signIn())

  app.post('/api/exchange/upload', async (request, reply) => {
    const actor = await signedIn(request)
    const id = newId()
    const path = join(kit.folder, id)
    await mkdir(kit.folder, { recursive: true, mode: 0o700 })
    try {
      const { name, said } = await received(request, path)
      const kind = importNamed(said['kind'] ?? '') ?? refuse(problem.noSuchKind())
      const place = placeOf(said)
      const headerLine = lineOf(said['headerLine'])
      const run = await begin(house.db, {
        id,
        kind: kind.kind,
        place,
        name,
        path,
        actor,
        now: now(),
        sheet: said['sheet'],
        headerLine,
      })
      const input = { kind: run.kind, place, file: name, sha256: run.sha256.toString('hex') }
      await noted(house, { op: 'exchange.upload', actor, place, record: id, at: now(), input })
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return reply.send((await call(house, { op: 'exchange.run', input: { id }, actor, now: now() })).answer)
  })

  app.get<Named>('/api/exchange/template/:name', async (request, reply) => {
    await signedIn(request)
    const { name, kind: type } = fileNamed(request)
    const kind = importNamed(name) ?? refuse(problem.noSuchKind())
    const columns = kind.columns.map(c => ({ title: c.required ? `${c.label}（必填）` : c.label, text: true }))
    return sent(reply, `${kind.label}.${type}`, type, to =>
      writeSheet(to, { sheet: kind.label, kind: type, columns, rows: [], spare: type === 'xlsx' ? page : 0 }),
    )
  })

  app.get<{ Params: { id: string; name: string } }>('/api/exchange/:id/:name', async (request, reply) => {
    const actor = await signedIn(request)
    const { id } = request.params
    const { name, kind: type } = fileNamed(request)
    if (name !== 'returned' || !z.uuid().safeParse(id).success) throw common.notFound()
    const { run } = await runFor(house.db, id, actor)
    const { place, headers } = run
    await noted(house, {
      op: 'exchange.returned',
      actor,
      place,
      record: id,
      at: now(),
      input: { kind: run.kind, file: run.file, bad: run.bad },
    })
    return sent(reply, `待修改 ${run.file.replace(/\.\w+$/, '')}.${type}`, type, to =>
      returnRows(to, { headers, rows: returned(house, id), kind: type }),
    )
  })

  app.get<Named>('/api/exchange/export/:name', async (request, reply) => {
    const actor = await signedIn(request)
    const { name, kind: type } = fileNamed(request)
    const kind = exportNamed(name) ?? refuse(problem.noSuchKind())
    const place = placeOf(request.query)
    if (!usable(kind, actor, place)) throw common.forbidden()
    const ctx = contextOf(house, actor, now(), place)
    const rows = looked(house, kind, ctx, filterOf(kind, request.query))
    return sent(reply, `${kind.label}.${type}`, type, to =>
      writeSheet(to, { sheet: kind.label, kind: type, columns: kind.columns, rows }),
    )
  })
}

const refuse = (error: Error): never => {
  throw error
}

// ── In ──────────────────────────────────────────────────────────────────────

async function received(request: FastifyRequest, path: string) {
  if (!request.isMultipart()) throw problem.noFile()
  const said: Record<string, string> = {}
  let name: string | undefined
  for await (const part of request.parts({ limits: { fileSize: most, files: 1 } })) {
    if (part.type === 'field') said[part.fieldname] = String(part.value).trim()
    else name = await stored(part, path)
  }
  if (!name) throw problem.noFile()
  return { name, said }
}

async function stored(part: MultipartFile, path: string): Promise<string> {
  await pipeline(part.file, createWriteStream(path, { mode: 0o600, flush: true }))
  if (part.file.truncated) throw problem.tooLarge()
  return fileName(part.filename, '表格')
}

/** A row that no sheet has is no row. */
const lineOf = (said: string | undefined) => {
  const line = Number(said)
  return Number.isInteger(line) && line > 0 && line <= 1_048_576 ? line : undefined
}

function placeOf(said: Row): string {
  const place = Place.safeParse(said['place'])
  return place.success ? place.data : refuse(common.invalid([{ path: ['place'], message: '请选择范围' }]))
}

function filterOf(kind: ExportKind, said: Row): Row {
  return kind.filter ? read(kind.filter, fromText(kind.filter, said)) : {}
}

// ── Out ─────────────────────────────────────────────────────────────────────

type FileType = 'xlsx' | 'csv'

function fileNamed(request: FastifyRequest<{ Params: { name: string } }>): { name: string; kind: FileType } {
  const [, name, kind] = /^([\w.-]+)\.(xlsx|csv)$/.exec(request.params.name) ?? refuse(common.notFound())
  return { name: name!, kind: kind as FileType }
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

function sent(reply: FastifyReply, name: string, type: FileType, write: (to: PassThrough) => Promise<unknown>) {
  const to = new PassThrough()
  // What breaks under way cuts the download off: a list that ends too early must not look like a whole one.
  write(to).catch((error: Error) => to.destroy(error))
  return reply
    .header('content-disposition', attachment(name, `list.${type}`))
    .header('cache-control', 'no-store')
    .type(types[type])
    .send(to)
}

async function* returned(house: House, id: string) {
  for (let behind = 0; ;) {
    const rows = await badRows(house, id, { size: page, behind })
    for (const { cells, reasons } of rows)
      yield { cells, troubles: reasons.map(({ column, say }) => (column === undefined ? { say } : { column, say })) }
    const last = rows.at(-1)
    if (!last) return
    behind = last.line
  }
}
