/** The first day, on which two people found the same house at the same moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, world } from '../../kernel/testing.ts'
import './service.ts'

const { meeting, open } = world({})
const now = new Date('2026-06-01T01:00:00Z')
const founding = (username: string) => ({ place: '320582100', username, name: username, password: 'Xinfu-2026' })

test('of two who found the house at the same moment one does, and the other is told', async () => {
  const second = meeting(
    ({ as }) => as(null)('identity.found', founding('xian'), now),
    ({ as }) => refused(as(null)('identity.found', founding('hou'), now)),
  )
  assert.equal(await second, 'identity.alreadyFounded')
  const accounts = await open().db.selectFrom('identity.account').select('username').execute()
  assert.deepEqual(accounts, [{ username: 'xian' }])
})
