/** A provider of short messages that remembers what it was given: the same number twice is one message. */
import { createServer } from 'node:http'
import { once } from 'node:events'

export async function gateway() {
  const given = new Map<string, string[]>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += chunk))
    request.on('end', () => {
      const id = String(request.headers['idempotency-key'])
      given.set(id, [...(given.get(id) ?? []), (JSON.parse(body) as { text: string }).text])
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: `p-${id}` }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}/`, given, close: () => server.close() }
}
