/**
 * The disk is full, then there is room again; then it cannot be written at all. On a small disk of its own, which only
 * root on Linux may make: elsewhere these are skipped, and say so.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newId } from '../../kernel/id.ts'
import { ended, freePort, ready, started } from './process.ts'
import { folder } from '../../apps/server/testing-installation.ts'
import { grid, here, townIn } from './town.ts'

const disk = folder()
const mounted = mount()
after(() => {
  if (mounted) execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
})
const skip = mounted ? false : 'a small disk cannot be made here: that needs root on Linux'

function mount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'none', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Takes all the room there is, to the last page. */
function filled(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [1_048_576, 4_096, 64]) while (wrote(file, Buffer.alloc(size, 7)));
  } finally {
    closeSync(file)
  }
}
function wrote(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.length
  } catch {
    return false
  }
}

test(
  'while the disk is full everybody is told so in a sentence; with room again it goes on without help',
  { skip, timeout: 300_000 },
  async () => {
    const data = join(disk, 'data')
    mkdirSync(data)
    chmodSync(data, 0o755)
    const town = await townIn(data)
    const running = await started(data, await freePort())
    try {
      const send = async (path: string, init: RequestInit): Promise<{ status: number; title: string }> => {
        const answer = await fetch(running.origin + path, { method: 'POST', ...init })
        const { title = '' } = (await answer.json()) as { title?: string }
        return { status: answer.status, title }
      }
      const key = newId()
      const report = (id = newId()) =>
        send('/api/grid.report', {
          headers: { 'content-type': 'application/json', 'idempotency-key': id },
          body: JSON.stringify({
            place: grid,
            category: town.category,
            title: `路灯 ${id}`,
            // Long enough that the table must grow.
            description: id.repeat(50),
            phone: '13800000001',
          }),
        })
      const photo = () => {
        const form = new FormData()
        form.append('community', here)
        form.append(
          'file',
          new Blob([Buffer.from('ffd8ffe0000601020304ffda0003', 'hex'), newId(), Buffer.from('ffd9', 'hex')]),
          '照片.jpg',
        )
        return send('/api/files', { body: form })
      }
      assert.equal((await report()).status, 200)
      filled(join(disk, 'filler'))

      const told = await photo()
      assert.deepEqual([told.status, told.title], [507, '服务器的磁盘满了，照片没有存上；请联系管理员'])
      let refused = await report(key)
      for (let tries = 0; refused.status === 200 && tries < 500; tries++) refused = await report(newId())
      assert.ok([503, 507].includes(refused.status), JSON.stringify(refused))
      assert.match(refused.title, /磁盘满了|系统繁忙/)
      assert.equal(running.child.exitCode, null)

      rmSync(join(disk, 'filler'))
      await ready(running, 120_000)
      assert.equal((await report(key)).status, 200)
      assert.equal((await photo()).status, 200)
    } finally {
      await ended(running, 'SIGTERM')
    }
  },
)

test(
  'a disk that cannot be written is one sentence at the start, and all is well when it can',
  { skip, timeout: 200_000 },
  async () => {
    const data = join(disk, 'data')
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const refused = await started(data, await freePort()).catch((error: Error) => error.message)
    assert.match(String(refused), /没有权限读写|不能写/)
    assert.doesNotMatch(String(refused), /\n\s+at /)
    execFileSync('mount', ['-o', 'remount,rw', disk])
    const running = await started(data, await freePort())
    await ready(running)
    await ended(running, 'SIGTERM')
  },
)
