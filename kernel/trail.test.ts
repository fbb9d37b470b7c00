/** The trail cannot be changed unseen, and the feed of facts misses none. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { sql } from 'kysely'
import { makeTable } from './fixtures/lending.ts'
import { connect } from './db.ts'
import { newId } from './id.ts'
import { feed, tell, listen } from './outbox.ts'
import { call } from './server.ts'
import { newSigning } from './sealed.ts'
import { signingOf } from './signing.ts'
import { linkSettled, settled, world } from './testing.ts'
import { checkpoint, linkTrail, verifyTrail, writeTrail, type Entry } from './trail.ts'

const VILLAGE = '320582100004'
const { open, actors } = world(
  { 王婶: [{ role: 'neighbour', place: '3205' }], 管理员: [{ role: 'keeper', place: '3205' }] },
  () => makeTable(open().owner),
)
const ask = (thing: string, community = VILLAGE) =>
  call(open().house, { op: 'lending.ask', input: { place: `${community}001`, thing, days: 1 }, actor: actors['王婶']! })
const verify = () => {
  const { house } = open()
  return verifyTrail(house.db, house.trailKey, house.signing.known)
}
let owner: ReturnType<typeof connect> | undefined
const connectOwner = () => (owner ??= connect(open().owner, 1))
after(() => owner?.destroy())
const asOwner = async (text: string) => {
  const db = new pg.Client({ connectionString: open().owner })
  await db.connect()
  await db.query(text)
  await db.end()
}

test('the application may add to the trail and read it, and nothing else', async () => {
  const { rows } = await sql<{ table: string; may: string[] }>`
    select table_name as table, array_agg(privilege_type::text order by privilege_type) as may from information_schema.role_table_grants
    where grantee = 'linli_app' and table_schema = 'kernel' and table_name in ('trail', 'link', 'checkpoint') group by 1 order by 1`.execute(
    open().db,
  )
  assert.deepEqual(
    rows,
    ['checkpoint', 'link', 'trail'].map(table => ({ table, may: ['INSERT', 'SELECT'] })),
  )
  await ask('梯子')
  await assert.rejects(sql`update kernel.trail set op = 'x'`.execute(open().db), /permission denied/)
  await assert.rejects(sql`delete from kernel.trail`.execute(open().db), /permission denied/)
  await assert.rejects(sql`truncate kernel.trail`.execute(open().db), /permission denied/)
})

test('an untouched trail verifies, linked or not yet linked', async () => {
  const { house } = open()
  for (const thing of ['铁锹', '手推车', '水泵']) await ask(thing)
  await ask('喷雾器', '320582100005')
  assert.deepEqual((await verify()).faults, [])
  await linkSettled(house.db)
  await checkpoint(house.db, house.signing, new Date())
  await ask('电钻')
  await linkSettled(house.db)
  await checkpoint(house.db, house.signing, new Date())
  const { faults, linked, checkpoints } = await verify()
  assert.deepEqual([faults, linked, checkpoints], [[], 6, 2])
})

const second = `(select min(id) + 1 from kernel.trail)`
const all = 'community, xid, at, made, op, kind, actor, name, record, persons, reason, input, digest'
/** `which`: the row that is named, as SQL asked before. */
const tampering: [what: string, text: string, kind: string, say: RegExp, which: string][] = [
  [
    'a changed row',
    `update kernel.trail set reason = '另有原因' where id = ${second}`,
    'changed',
    /内容与摘要不符/,
    second,
  ],
  [
    'a row that was given to somebody else',
    `update kernel.trail set actor = gen_random_uuid() where id = ${second}`,
    'changed',
    /内容与摘要不符/,
    second,
  ],
  ['a removed row', `delete from kernel.trail where id = ${second}`, 'removed', /已被删除/, second],
  [
    'a row removed with its link',
    `with gone as (delete from kernel.link where community = '${VILLAGE}' and seq = 2 returning trail) delete from kernel.trail where id in (select trail from gone)`,
    'removed',
    /第 2 环不见了/,
    `(select trail from kernel.link where community = '${VILLAGE}' and seq = 3)`,
  ],
  [
    'a moment that was put back',
    `update kernel.trail set made = at - interval '1 day' where id = ${second}`,
    'changed',
    /内容与摘要不符/,
    second,
  ],
  [
    'two rows that changed places',
    `alter table kernel.link drop constraint link_community_trail_key; update kernel.link set trail = case seq when 1 then (select trail from kernel.link where community = '${VILLAGE}' and seq = 2) when 2 then (select trail from kernel.link where community = '${VILLAGE}' and seq = 1) end where community = '${VILLAGE}' and seq in (1, 2)`,
    'reordered',
    /次序或内容被改过/,
    `(select trail from kernel.link where community = '${VILLAGE}' and seq = 1)`,
  ],
  [
    'a removed end that a checkpoint knows',
    `with gone as (delete from kernel.link where community = '${VILLAGE}' and seq >= 4 returning trail) delete from kernel.trail where id in (select trail from gone)`,
    'removed',
    /存证点记有 \d+ 环，现只有 3 环：第 4 环起不见了/,
    '0',
  ],
  [
    'a removed end that no checkpoint knows yet',
    `with gone as (delete from kernel.link where trail = (select max(trail) from kernel.link) returning trail) delete from kernel.trail where id in (select trail from gone)`,
    'removed',
    /最后入链的，已连同它的环一起被删除/,
    '(select max(trail) from kernel.link)',
  ],
  [
    'a row slipped in among those that are linked',
    `insert into kernel.trail (${all}) select ${all} from kernel.trail where id = ${second}`,
    'forged',
    /事后塞入/,
    '(select last_value + 1 from kernel.trail_id_seq)',
  ],
  [
    'a forged row',
    `insert into kernel.trail (community, at, op, kind, input, digest) select community, at, op, kind, input, digest from kernel.trail limit 1`,
    'forged',
    /不是本系统写的/,
    '(select last_value + 1 from kernel.trail_id_seq)',
  ],
  [
    'a changed checkpoint',
    `update kernel.checkpoint set heads = '{}' where id = (select min(id) from kernel.checkpoint)`,
    'checkpoint',
    /签名不成立/,
    '(select min(id) from kernel.checkpoint)',
  ],
  [
    'a forged checkpoint, whose root is right and whose signature is not ours',
    `update kernel.checkpoint set signature = decode(repeat('ab', 64), 'hex') where id = (select max(id) from kernel.checkpoint)`,
    'checkpoint',
    /第 \d+ 个存证点的签名不成立/,
    '(select max(id) from kernel.checkpoint)',
  ],
]
for (const [what, text, kind, say, which] of tampering)
  test(`verifying finds ${what}, and says which it is`, async () => {
    const { house } = open()
    // One row is linked after the newest checkpoint.
    await ask(what)
    await linkSettled(house.db)
    const { rows } = await sql<{ id: number }>`select ${sql.raw(which)} as id`.execute(connectOwner())
    await asOwner(
      `create schema kept; create table kept.trail as table kernel.trail; create table kept.link as table kernel.link; create table kept.checkpoint as table kernel.checkpoint`,
    )
    await asOwner(text)
    const { faults } = await verify()
    assert.ok(
      faults.some(f => f.kind === kind && say.test(f.say) && f.id === Number(rows[0]!.id)),
      `${rows[0]!.id}: ${JSON.stringify(faults)}`,
    )
    await asOwner(`delete from kernel.trail; delete from kernel.link; delete from kernel.checkpoint;
      insert into kernel.trail overriding system value table kept.trail; insert into kernel.link table kept.link; insert into kernel.checkpoint overriding system value table kept.checkpoint; drop schema kept cascade`)
    assert.deepEqual((await verify()).faults, [])
  })

test('a row that commits late is linked all the same: none is passed over', async () => {
  const { house, url } = open()
  const slow = connect(url, 1)
  const begun = await slow.startTransaction().execute()
  await call(
    { ...house, db: begun as never },
    { op: 'lending.ask', input: { place: `${VILLAGE}001`, thing: '慢慢借', days: 1 }, actor: actors['王婶']! },
  )
  await ask('快快借', '320582100006')
  assert.equal(await linkTrail(house.db), 0)
  await begun.commit().execute()
  assert.equal(await linkSettled(house.db), 2)
  assert.deepEqual((await verify()).faults, [])
  await slow.destroy()
})

test('the feed of facts misses none, however the transactions that made them overtake each other', async () => {
  const { house, url } = open()
  const { rows } = await sql<{
    xid: string
    id: number
  }>`select coalesce(max(xid), '0') as xid, coalesce(max(id), 0)::int as id from kernel.outbox`.execute(house.db)
  let at = rows[0]!
  const heard: string[] = []
  const writers = await Promise.all(
    Array.from({ length: 8 }, async (_, w) => {
      const db = connect(url, 1)
      for (let i = 0; i < 15; i++)
        await db.transaction().execute(async tx => {
          await tx
            .insertInto('kernel.outbox')
            .values({
              fact: 'test.fact',
              community: VILLAGE,
              record: actors['王婶']!.id,
              place: VILLAGE,
              actor: null,
              data: JSON.stringify({ w, i }),
              at: new Date(),
            })
            .execute()
          await sql`select pg_sleep(${Math.random() / 100})`.execute(tx)
        })
      await db.destroy()
    }).concat([readAll()]),
  )
  async function readAll() {
    for (let i = 0; i < 60; i++) {
      await take()
      await new Promise(done => setTimeout(done, 5))
    }
  }
  async function take() {
    for (const fact of await feed(house.db, at)) {
      if (fact.fact === 'test.fact') heard.push(JSON.stringify(fact.data))
      at = fact
    }
  }
  await settled(house.db)
  await take()
  assert.equal(writers.length, 9)
  assert.equal(heard.length, 120)
  assert.equal(new Set(heard).size, 120)
})

test('a listener hears each fact once, also when it is told twice at the same time', async () => {
  const { house } = open()
  const heard: string[] = []
  listen({ consumer: 'test', facts: ['lending.loan.lend'], hear: async (_, __, fact) => void heard.push(fact.record) })
  const { answer } = await ask('听见')
  await call(house, { op: 'lending.lend', input: answer, actor: actors['管理员']! })
  await settled(house.db)
  await Promise.all([tell(house), tell(house)])
  await tell(house)
  assert.deepEqual(heard, [(answer as { id: string }).id])
})

test('two hundred looks at once leave one line each, and one that cannot be written costs no other', async () => {
  const { house } = open()
  const look = (n: number, kind: Entry['kind'] = 'query'): Entry => ({
    community: VILLAGE,
    record: newId(),
    at: new Date(),
    made: n % 2 ? new Date(0) : null,
    op: 'lending.loans',
    kind,
    actor: actors['管理员']!.id,
    name: '管理员',
    persons: [newId(), newId()],
    reason: n % 3 ? null : '核对「借用」',
    input: { place: VILLAGE, n, 'a b': [1.5, null, '梯子'] },
  })
  const looks = Array.from({ length: 200 }, (_, n) => look(n))
  looks[70] = look(70, 'stare' as 'query')
  const told = await Promise.allSettled(looks.map(one => writeTrail(house.db, house.trailKey, one)))
  assert.deepEqual(
    told.flatMap(({ status }, n) => (status === 'rejected' ? [n] : [])),
    [70],
  )
  const { rows } = await sql<{ record: string; persons: string[] }>`
    select record, persons from kernel.trail where record = any(${looks.map(one => one.record)}::uuid[])`.execute(
    house.db,
  )
  assert.deepEqual(
    new Map(rows.map(row => [row.record, row.persons])),
    new Map(looks.filter((_, n) => n !== 70).map(one => [one.record, [...one.persons]])),
  )
  assert.equal(rows.length, 199)
  assert.deepEqual((await verify()).faults, [])
})

test('each checkpoint is read with the key that signed it, and a key that was changed signs nothing any more', async () => {
  const { house } = open()
  const { signing: first } = house
  const past = [first.known[0]!.public.export({ type: 'spki', format: 'pem' }).toString()]
  const second = signingOf({ signing: newSigning(), past })
  const faults = async (known = second.known) =>
    (await verifyTrail(house.db, house.trailKey, known)).faults.map(fault => fault.say)
  await checkpoint(house.db, first, new Date())
  await checkpoint(house.db, second, new Date())
  assert.deepEqual(await faults(), [])
  assert.match((await faults(first.known)).join(), /^第 \d+ 个存证点的签名不成立[^,]*$/)
  // Who has not read the new key waits for it.
  await assert.rejects(checkpoint(house.db, first, new Date()), /密钥文件里没有的密钥/)
  // Who stole the old one signs with it.
  await checkpoint(house.db, { private: first.private, known: second.known.toReversed() }, new Date())
  assert.match((await faults()).join(), /^第 \d+ 个存证点是用已经换下的密钥签名的$/)
  await asOwner('update kernel.checkpoint set signer = null where id = (select max(id) from kernel.checkpoint)')
  assert.match((await faults()).join(), /^第 \d+ 个存证点是用已经换下的密钥签名的$/)
  await asOwner(
    `update kernel.checkpoint set signer = '${second.known[1]!.id}' where id = (select max(id) from kernel.checkpoint)`,
  )
  assert.match((await faults()).join(), /^第 \d+ 个存证点的签名不成立[^,]*$/)
})
