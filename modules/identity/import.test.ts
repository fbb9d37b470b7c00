/** One sheet of staff, handed in by those who open accounts and by those who hand out posts: each does their part of it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { badRows } from '../../kernel/exchange-batch.ts'
import { runImport } from '../../kernel/exchange.ts'
import { world, type Told } from '../../kernel/testing.ts'
import './import.ts'
import './service.ts'

const here = '320582100004'
const folder = mkdtempSync(join(tmpdir(), 'linli-staff-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { test: story } = world({
  系统员: [{ role: 'system-admin', place: here }],
  安全员: [{ role: 'security-admin', place: here }],
  邻社区系统员: [{ role: 'system-admin', place: '320582100005' }],
})

let files = 0
async function load({ house, actors }: Told, who: string, text: string, place = here) {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, text)
  const run = await runImport(house, { kind: 'identity.staff', path, place, actor: actors[who]! })
  const bad = await badRows(house, run.id, { size: 100 })
  return {
    counts: [run.added, run.changed, run.same, run.bad],
    says: bad.map(row => row.reasons.map(r => r.say).join('；')),
  }
}

const staff = `姓名,用户名,手机,岗位,范围代码,初始密码,办公电话
沈月华,ShenYH,13800000001,受理员,${here},Linli-2026!x,0512-58000001
陆建国,lujg,,网格员,${here}001,Linli-2026!y,
陆建国,lujg,,网格员,${here}002,Linli-2026!y,
`
type Account = { username: string; name: string; posts: { role: string; place: string }[] }
const accounts = async ({ as }: Told) =>
  (await as('系统员')<{ items: Account[] }>('identity.accounts', { size: 50 })).items
const shown = async (told: Told) =>
  (await accounts(told)).map(a => [a.username, a.posts.map(p => `${p.role}@${p.place.slice(12)}`).join(' ')])

story('the system administrator opens the accounts, the security administrator hands out the posts', async told => {
  assert.deepEqual((await load(told, '安全员', staff)).says, Array(3).fill('还没有这个账号，请先由系统管理员导入'))
  assert.deepEqual(await load(told, '系统员', staff), { counts: [2, 0, 1, 0], says: [] })
  assert.deepEqual(await shown(told), [
    ['lujg', ''],
    ['shenyh', ''],
  ])
  assert.deepEqual(await load(told, '安全员', staff), { counts: [3, 0, 0, 0], says: [] })
  assert.deepEqual(await shown(told), [
    ['lujg', 'grid-worker@001 grid-worker@002'],
    ['shenyh', 'clerk@'],
  ])
  assert.deepEqual(await load(told, '安全员', staff), { counts: [0, 0, 3, 0], says: [] })
  assert.deepEqual(await load(told, '系统员', staff), { counts: [0, 0, 3, 0], says: [] })
})

story('with the first password of the sheet one can sign in, and must choose another', async told => {
  await load(told, '系统员', staff)
  const me = await told.as(null)('identity.signIn', { username: 'shenyh', password: 'Linli-2026!x' })
  assert.deepEqual([me.name, me.need], ['沈月华', 'password'])
  await load(told, '系统员', staff.replace('Linli-2026!x', 'Another-2026!x').replace('13800000001', '13800000009'))
  assert.equal(
    (await told.as(null)('identity.signIn', { username: '13800000009', password: 'Linli-2026!x' })).name,
    '沈月华',
  )
})

story('what is wrong comes back: weak password, unknown post, wrong level, outside, two administrators', async told => {
  const text = `姓名,账号,手机号,岗位,范围代码,初始密码
甲乙,aa,,受理员,${here},12345678
丙丁,bb,,主任,${here},Linli-2026!x
戊己,cc,,网格员,${here},Linli-2026!x
庚辛,dd,,受理员,320582100005,Linli-2026!x
壬癸,ee,123,受理员,${here},
子丑,ff,,受理员,${here},
寅卯,gg,,系统管理员,${here},Linli-2026!x
寅卯,gg,,审计管理员,${here},Linli-2026!x
`
  const opened = await load(told, '系统员', text)
  assert.deepEqual(opened.counts, [2, 0, 1, 5])
  assert.deepEqual(
    opened.says.map(say => say.slice(0, 8)),
    ['密码至少 10 ', '岗位应是系统管理', '这个岗位不设在这', '不在您管理的范围', '手机号码应是11'],
  )
  const posted = await load(
    told,
    '安全员',
    text
      .split('\n')
      .filter(line => /^(姓名|寅卯)/.test(line))
      .join('\n'),
  )
  assert.deepEqual(posted, { counts: [1, 0, 0, 1], says: ['系统、安全、审计三个管理员不能由同一人担任'] })
})

story('without a first password the account waits for its owner, who gets a one-time code', async told => {
  await load(told, '系统员', staff.replace(',Linli-2026!x,', ',,'))
  const waiting = await told.as('系统员')('identity.accounts', { state: 'invited' })
  assert.deepEqual(
    waiting.items.map((a: Account) => a.username),
    ['shenyh'],
  )
  const { community, id } = waiting.items[0]
  const { revealed } = await told.as('系统员')('identity.invite', { community, id })
  const me = await told.as(null)('identity.accept', { code: revealed, fresh: 'Her-Own-2026' })
  assert.deepEqual([me.name, me.need], ['沈月华', null])
})

story('nobody changes the account of another place by naming it', async told => {
  await load(told, '系统员', staff)
  const run = await load(
    told,
    '邻社区系统员',
    `姓名,账号,手机号,岗位,范围代码,初始密码\n冒名,shenyh,13911111111,受理员,320582100005,Linli-2026!x\n`,
    '320582100005',
  )
  assert.deepEqual(run, { counts: [0, 0, 0, 1], says: ['这个账号名已被使用'] })
  assert.equal((await accounts(told)).find(a => a.username === 'shenyh')!.name, '沈月华')
})
