/** What never changes while the server runs: the sheet, under a name that carries its hash, the two drawings, the small scripts. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { mark } from '../../ui/icons.ts'
import { ballotScript, locatePath, passkeyScript } from '../../ui/portal-parts.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../ui', name))
const sheet = read('portal.css')
const street = read('street.svg')
const locate = read('locate.js')
/** An icon stands alone, without the sheet that colours it on a page. */
const favicon = String(mark)
  .replace('class="mark"', 'xmlns="http://www.w3.org/2000/svg"')
  .replace('class="mark-a"', 'fill="#0b5d4e"')
  .replace('class="mark-b"', 'fill="#3d8574"')
  .replace('class="mark-c"', 'fill="#ffd98a"')

export const style = `/portal/${createHash('sha256').update(sheet).digest('hex').slice(0, 12)}.css`

/** Passkeys need a script; only the pages that offer them carry it. */
const library = readFileSync(new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser')))
const passkeys = `${library.toString()}\n${read('passkey.js').toString()}`

/** A secret vote needs a script; the library goes out as it is, file by file, to the page that votes. */
const blindrsa = ['index', 'blindrsa', 'partially_blindrsa', 'prime', 'util', 'sjcl/index'].map(name => `${name}.js`)

export function stillRoutes(app: FastifyInstance) {
  still(app, style, 'text/css; charset=utf-8', sheet, 'public, max-age=31536000, immutable')
  still(app, passkeyScript, 'text/javascript; charset=utf-8', Buffer.from(passkeys))
  still(app, ballotScript, 'text/javascript; charset=utf-8', read('ballot.js'))
  for (const file of blindrsa) {
    const source = readFileSync(new URL(file, import.meta.resolve('@cloudflare/blindrsa-ts')))
    still(app, `/portal/blindrsa/${file}`, 'text/javascript; charset=utf-8', source)
  }
  still(app, locatePath, 'text/javascript; charset=utf-8', locate)
  still(app, '/portal/street.svg', 'image/svg+xml', street)
  still(app, '/portal/icon.svg', 'image/svg+xml', Buffer.from(favicon))
}

function still(app: FastifyInstance, path: string, type: string, content: Buffer, keep = 'public, max-age=86400') {
  const small = gzipSync(content)
  app.get(path, (request, reply) => {
    reply.type(type).header('cache-control', keep).header('vary', 'accept-encoding')
    const smaller = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    return smaller ? reply.header('content-encoding', 'gzip').send(small) : reply.send(content)
  })
}
