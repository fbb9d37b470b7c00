/** Two processes whose clocks strike at the same moment, and a neighbour who must not be asked twice. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { open, street } from '../grid/stories.ts'
import { contact } from './contact.ts'
import './service.ts'

test('a system that one process is asking is not asked by another', async () => {
  const { db, house } = open()
  const now = new Date('2026-06-01T01:00:00Z')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await db
    .insertInto('open311.system')
    .values({ id: newId(), name: '邻市', place: street, endpoint, format: 'json', added: now, nextAt: now })
    .execute()
  const asked = once(server, 'request')
  const reach = { inside: true, patience: 20_000 }
  const first = contact(house, now, reach)
  const [, reply] = await asked
  assert.equal(await contact(house, now, reach), 0)
  // It has thought long enough.
  reply.writeHead(500).end()
  assert.equal(await first, 1)
  server.close()
})
