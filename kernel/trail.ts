/**
 * The trail: who did or looked at what, when, and for which task. The request writes one row with its own digest;
 * a job links committed rows into one chain a community and signs a checkpoint over all chains, so that
 * no writer ever waits for another and any row changed, removed, moved or forged afterwards shows.
 */
import { createHash, createHmac, sign, verify } from 'node:crypto'
import { sql } from 'kysely'
import { within, type Db, type Tx } from './db.ts'
import type { Row } from './rules.ts'
import { rankOf, type Signer, type Signing } from './signing.ts'

export type TrailKey = Buffer
export type Entry = {
  community: string
  record: string | null
  at: Date
  /** When it was done, where that was before it was sent. */
  made?: Date | null
  op: string
  kind: 'query' | 'command' | 'move' | 'note'
  actor: string | null
  name: string | null
  persons: readonly string[]
  reason: string | null
  input: Row
}

/** Inside a transaction it stands or falls with it. Outside, it is committed when this returns. */
export async function writeTrail(db: Db, key: TrailKey, entry: Entry): Promise<void> {
  const row = rowOf(key, entry)
  if (db.isTransaction) await db.insertInto('kernel.trail').values(row).execute()
  else await together(db, row)
}

const rowOf = (key: TrailKey, entry: Entry) => {
  const { persons, input, ...rest } = entry
  return { ...rest, persons: [...persons], input: JSON.stringify(input), digest: digest(key, entry) }
}

type Line = ReturnType<typeof rowOf>
type Waiting = { row: Line; done: () => void; failed: (error: unknown) => void }
const waiting = new WeakMap<Db, Waiting[]>()

/**
 * Looks at people come many at a time, and each would wait for the disk by itself: those that come while one statement
 * is under way go together with the next. None of them answers before its own line is on the disk.
 */
function together(db: Db, row: Line): Promise<void> {
  return new Promise((done, failed) => {
    const queue = waiting.get(db)
    if (queue) return void queue.push({ row, done, failed })
    const first = [{ row, done, failed }]
    waiting.set(db, first)
    void writeAll(db, first)
  })
}

async function writeAll(db: Db, queue: Waiting[]): Promise<void> {
  while (queue.length) {
    const some = queue.splice(0, 64)
    const error = await insert(
      db,
      some.map(one => one.row),
    ).catch((failure: unknown) => failure)
    if (error === undefined) some.forEach(one => one.done())
    // A line that the table refuses must not take its neighbours with it. Of anything else nobody knows whether it was
    // written all the same, and a second try could write a look twice.
    else if (isRefused(error)) await Promise.all(some.map(one => insert(db, [one.row]).then(one.done, one.failed)))
    else some.forEach(one => one.failed(error))
  }
  waiting.delete(db)
}

/** For what a line holds, or for what the table allows: then nothing of the statement was written. */
const isRefused = (error: unknown) => /^2[23]/.test((error as { code?: string }).code ?? '')

/** One text whatever their number, so that it is planned once. */
async function insert(db: Db, rows: Line[]): Promise<void> {
  const lines = rows.map(({ input, digest, ...row }) => ({
    ...row,
    input: JSON.parse(input) as Row,
    digest: digest.toString('hex'),
  }))
  await sql`
    insert into kernel.trail (community, record, at, made, op, kind, actor, name, persons, reason, input, digest)
    select community, record, at, made, op, kind, actor, name, persons, reason, input, decode(digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (community text, record uuid, at timestamptz, made timestamptz, op text,
      kind text, actor uuid, name text, persons uuid[], reason text, input jsonb, digest text)`.execute(db)
}

/** What the digest covers: everything in the row but its number, which only the chain fixes. */
export function digest(key: TrailKey, e: Entry): Buffer {
  const said = [
    e.community,
    e.record,
    e.at.toISOString(),
    e.op,
    e.kind,
    e.actor,
    e.name,
    [...e.persons],
    e.reason,
    e.input,
    // A row without it has the digest it always had.
    ...(e.made ? [e.made.toISOString()] : []),
  ]
  return createHmac('sha256', key).update(canonical(said)).digest()
}

const sealed = (before: Buffer, of: Buffer) => createHash('sha256').update(before).update(of).digest()
const nothing: Buffer = Buffer.alloc(32)

/**
 * Links what has been committed since last time, at most `limit` rows. Rows are taken in the order (xid, id) and only
 * below the oldest transaction still open: a row that commits late is never passed over.
 */
export async function linkTrail(db: Db, limit = 10_000): Promise<number> {
  return within(db, async tx => {
    await sql`select pg_advisory_xact_lock(hashtext('kernel.link'))`.execute(tx)
    const { rows } = await sql<{ community: string; id: number; xid: string; digest: Buffer }>`
      select community, id, xid, digest from kernel.trail
      where (xid, id) > (coalesce((select xid from kernel.cursor where consumer = 'trail'), '0'), coalesce((select id from kernel.cursor where consumer = 'trail'), 0))
        and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, id limit ${limit}`.execute(tx)
    const last = rows.at(-1)
    if (!last) return 0
    const heads = await headsOf(tx, [...new Set(rows.map(r => r.community))])
    const links = rows.map(({ community, id, digest }) => {
      const head = heads.get(community) ?? { seq: 0, link: nothing }
      const next = { seq: head.seq + 1, link: sealed(head.link, digest) }
      heads.set(community, next)
      return { community, trail: id, ...next }
    })
    for (let i = 0; i < links.length; i += 5_000)
      await tx
        .insertInto('kernel.link')
        .values(links.slice(i, i + 5_000))
        .execute()
    await sql`insert into kernel.cursor (consumer, xid, id, at) values ('trail', ${last.xid}, ${last.id}, now())
      on conflict (consumer) do update set xid = excluded.xid, id = excluded.id, at = excluded.at`.execute(tx)
    return rows.length
  })
}

/** Signs where every chain stands now; the root covers the checkpoint before it. */
export async function checkpoint(db: Db, { private: key, known }: Signing, now: Date): Promise<void> {
  await within(db, async tx => {
    await sql`select pg_advisory_xact_lock(hashtext('kernel.link'))`.execute(tx)
    const heads = Object.fromEntries([...(await headsOf(tx))].map(([c, h]) => [c, [h.seq, h.link.toString('hex')]]))
    const before = await tx
      .selectFrom('kernel.checkpoint')
      .select(['root', 'signer'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    // A process that has not read the new key yet must not go on with the old one: it would look like a forger.
    if (before && rankOf(known, before.signer) < 0)
      throw new Error('上一个存证点是用这个密钥文件里没有的密钥签名的。请把换过的密钥文件复制过来。')
    const rows = Object.values(heads).reduce((n, [seq]) => n + (seq as number), 0)
    const root = createHash('sha256')
      .update(before?.root ?? nothing)
      .update(canonical([now.toISOString(), rows, heads]))
      .digest()
    const { xid = '0' } =
      (await tx.selectFrom('kernel.cursor').select('xid').where('consumer', '=', 'trail').executeTakeFirst()) ?? {}
    await tx
      .insertInto('kernel.checkpoint')
      .values({
        at: now,
        upto: xid,
        rows,
        heads: JSON.stringify(heads),
        root,
        signature: sign(null, root, key),
        signer: known.at(-1)!.id,
      })
      .execute()
  })
}

export type Fault = {
  kind: 'changed' | 'removed' | 'reordered' | 'forged' | 'checkpoint'
  community: string
  id: number
  say: string
}

/** Reads the whole trail again and says what does not agree. Empty faults: nothing was touched. Memory stays constant. */
export async function verifyTrail(
  db: Db,
  key: TrailKey,
  known: readonly Signer[],
): Promise<{ rows: number; linked: number; checkpoints: number; faults: Fault[] }> {
  const faults: Fault[] = []
  const fault = (kind: Fault['kind'], community: string, id: number, say: string) =>
    void faults.push({ kind, community, id, say })
  const ends = new Map<string, { seq: number; link: Buffer }>()
  const marks = await checkpointsOf(db)
  const due = new Map<string, Map<number, string>>()
  for (const mark of marks)
    for (const [community, [seq, link]] of Object.entries(mark.heads)) {
      if (!due.has(community)) due.set(community, new Map())
      due.get(community)!.set(seq, link)
    }
  let linked = 0
  for await (const l of linksOf(db)) {
    linked++
    const head = ends.get(l.community) ?? { seq: 0, link: nothing }
    if (l.seq !== head.seq + 1) fault('removed', l.community, l.trail, `第 ${head.seq + 1} 环不见了`)
    if (!l.digest) fault('removed', l.community, l.trail, '这一条留痕已被删除')
    else if (!digest(key, l.entry).equals(l.digest))
      fault('changed', l.community, l.trail, '这一条留痕的内容与摘要不符')
    if (l.digest && !sealed(head.link, l.digest).equals(l.link))
      fault('reordered', l.community, l.trail, '这一条与前一条接不上：次序或内容被改过')
    const promised = due.get(l.community)?.get(l.seq)
    if (promised && promised !== l.link.toString('hex'))
      fault('checkpoint', l.community, l.trail, '与已签名的存证点不符')
    ends.set(l.community, { seq: l.seq, link: l.link })
  }
  for (const [community, seqs] of due) {
    const end = ends.get(community)?.seq ?? 0
    const most = Math.max(...seqs.keys())
    if (most > end) fault('removed', community, 0, `存证点记有 ${most} 环，现只有 ${end} 环：第 ${end + 1} 环起不见了`)
  }
  const end = await missingEnd(db)
  if (end) fault('removed', '', end, '这一条是最后入链的，已连同它的环一起被删除')
  let before: Buffer = nothing
  let newest = 0
  for (const m of marks) {
    const root = createHash('sha256')
      .update(before)
      .update(canonical([m.at.toISOString(), m.rows, m.heads]))
      .digest()
    const rank = rankOf(known, m.signer)
    const signer = known[rank]
    if (!root.equals(m.root) || !signer || !verify(null, m.root, signer.public, m.signature))
      fault('checkpoint', '', m.id, `第 ${m.id} 个存证点的签名不成立：它或它前面的一个被改过、删过`)
    // Whoever got hold of a key that was changed can sign nothing with it that comes after the change.
    else if (rank < newest) fault('checkpoint', '', m.id, `第 ${m.id} 个存证点是用已经换下的密钥签名的`)
    newest = Math.max(newest, rank)
    before = m.root
  }
  let loose = 0
  for await (const t of looseOf(db)) {
    loose++
    if (t.behind) fault('forged', t.community, t.id, '这一条不在链上，是事后塞入的')
    else if (!digest(key, t).equals(t.digest)) fault('forged', t.community, t.id, '这一条的摘要不是本系统写的')
  }
  return { rows: linked + loose, linked, checkpoints: marks.length, faults }
}

async function headsOf(tx: Tx, of?: string[]): Promise<Map<string, { seq: number; link: Buffer }>> {
  const rows = await tx
    .selectFrom('kernel.link')
    .distinctOn('community')
    .select(['community', 'seq', 'link'])
    .$if(of !== undefined, q => q.where('community', 'in', of!))
    .orderBy('community')
    .orderBy('seq', 'desc')
    .execute()
  return new Map(rows.map(r => [r.community, { seq: r.seq, link: r.link }]))
}

async function checkpointsOf(db: Db) {
  const rows = await db.selectFrom('kernel.checkpoint').selectAll().orderBy('id').execute()
  return rows.map(r => ({ ...r, heads: r.heads as Record<string, [number, string]> }))
}

/** All links with their rows, in chain order, a few thousand at a time. */
async function* linksOf(db: Db) {
  for (let at = { community: '', seq: 0 }; ;) {
    const { rows } = await sql<
      Entry & { id: number; digest: Buffer | null; seq: number; trail: number; link: Buffer; chain: string }
    >`
      select t.*, l.community as chain, l.seq, l.trail, l.link from kernel.link l
      left join kernel.trail t on t.community = l.community and t.id = l.trail
      where (l.community, l.seq) > (${at.community}, ${at.seq}) order by l.community, l.seq limit 5000`.execute(db)
    for (const r of rows)
      yield {
        community: r.chain,
        seq: r.seq,
        trail: r.trail,
        link: r.link,
        digest: r.digest,
        entry: { ...r, community: r.chain },
      }
    const last = rows.at(-1)
    if (!last) return
    at = { community: last.chain, seq: last.seq }
  }
}

type Loose = Entry & { community: string; id: number; digest: Buffer; behind: boolean }

/** The row that was linked last, if it is gone: a chain that was cut after the newest checkpoint still agrees with it. */
async function missingEnd(db: Db): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select c.id from kernel.cursor c where c.consumer = 'trail' and c.id not in (0, ${restoredCursor}) and not exists (
      select from kernel.trail t join kernel.link l on l.community = t.community and l.trail = t.id
      where t.xid = c.xid and t.id = c.id)`.execute(db)
  return rows[0]?.id ?? null
}
/** Where a restore leaves a cursor: behind every number there is. */
export const restoredCursor: number = Number.MAX_SAFE_INTEGER

/** Rows on no chain, a few thousand at a time: those just written are still to be linked, those behind the cursor never will be. */
async function* looseOf(db: Db) {
  for (let at: { community: string; id: number } | undefined = { community: '', id: 0 }; at;) {
    const { rows }: { rows: Loose[] } = await sql<Loose>`
      select t.*, t.xid <= coalesce((select xid from kernel.cursor where consumer = 'trail'), '0') as behind
      from kernel.trail t left join kernel.link l on l.community = t.community and l.trail = t.id
      where l.trail is null and (t.community, t.id) > (${at.community}, ${at.id})
      order by t.community, t.id limit 5000`.execute(db)
    yield* rows
    at = rows.at(-1)
  }
}

/** One text for one value, whatever order its keys came in: the database keeps jsonb in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(JSON.parse(JSON.stringify(value)), (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}
