/** Who lives in a system that commands are tried on. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { runImport } from '../../kernel/exchange.ts'
import { call } from '../../kernel/server.ts'
import { linkSettled } from '../../kernel/testing.ts'
import { accountNamed } from '../server/account.ts'
import type { System } from '../server/system.ts'
import { terminal } from './actor.ts'
import { grid, idNumber, peopleSheet, roomsSheet } from './testing.ts'

/** Three administrators, two rooms and two people in them; `work` is where their sheets are written. */
export async function lived({ house }: System, work: string): Promise<void> {
  const security = { username: 'aq', name: '李安全', password: 'Anquan-2026' }
  const audit = { username: 'sj', name: '张审计', password: 'Shenji-2026' }
  const founding = {
    place: '320582100',
    username: 'lao-zhou',
    name: '周建国',
    password: 'Xitong-2026',
    security,
    audit,
  }
  await call(house, { op: 'identity.found', input: founding, actor: null })
  await house.db
    .insertInto('places.place')
    .values([
      { code: '320582100001', name: '东街社区' },
      { code: grid, name: '第一网格' },
    ])
    .execute()
  await roomsSheet(join(work, 'rooms.xlsx'), ['101室', '102室'])
  await peopleSheet(join(work, 'people.xlsx'), [
    ['王秀英', idNumber('32058219400101001'), '13800000001', '101室'],
    ['李国强', idNumber('32058219400101003'), '13800000002', '102室'],
  ])
  for (const [kind, name] of [
    ['places.rooms', 'rooms.xlsx'],
    ['people.residents', 'people.xlsx'],
  ] as const) {
    const { bad, added } = await runImport(house, { kind, path: join(work, name), place: '320582100', actor: terminal })
    assert.deepEqual([bad, added], [0, 2])
  }
  await linkSettled(house.db)
}

/** A worker with a phone, who was invited and has come. */
export async function enrolled({ house, now }: System): Promise<void> {
  const account = (await accountNamed(house.db, 'lao-zhou', now()))!
  const input = {
    place: '320582100',
    username: 'worker',
    name: '钱多多',
    phone: '13900000001',
  }
  const { answer } = await call(house, { op: 'identity.enrol', input, actor: account, now: now() })
  const { revealed: code } = answer as { revealed: string }
  await call(house, { op: 'identity.accept', input: { code, fresh: 'Wangge-2026' }, actor: null, now: now() })
}
