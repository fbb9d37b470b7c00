/** What is sealed opens only whole, only with its key and only for its use; keys are made once and kept to their owner. */
import assert from 'node:assert/strict'
import { sign, verify } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Keys, newKeys, newSecret, readKeys, sealer } from './sealed.ts'

const use = 'people.person.idNumber'
const keys = newKeys()
const box = sealer(keys)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom('䶮', '𠅤', '𬭚', '㐂', '鿍', '葛\u{E0100}', '·', '1'), { maxLength: 40 })
    .map(all => all.join('')),
)

describe('A sealed text', () => {
  test('opens as it was, rare characters and nothing at all included', () => {
    for (const text of ['', '䶮', '𠅤', '32058219900307123X', '阿卜杜拉·买买提'])
      assert.equal(box.open(box.seal(text, use), use), text)
    fc.assert(
      fc.property(anyText, fc.string(), (text, some) => assert.equal(box.open(box.seal(text, some), some), text)),
      { numRuns: 500 },
    )
  })

  test('is refused when half a character would be lost', () =>
    assert.throws(() => box.seal('王\ud840', use), /残缺的字符/))

  test('never looks the same twice, and shows nothing of what it holds', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6 }), text => {
        const one = box.seal(text, use)
        assert.match(one, /^v1\.[\w-]+$/)
        assert.notEqual(one, box.seal(text, use))
        const bytes = Buffer.from(one.slice(3), 'base64url')
        assert.ok(!bytes.includes(Buffer.from(text)) && !one.includes(text))
      }),
    ))

  test('does not open once any character of it has been changed', () =>
    fc.assert(
      fc.property(anyText, fc.nat(), fc.constantFrom(...Array.from('AZaz09-_.v')), (text, place, character) => {
        const whole = box.seal(text, use)
        const at = place % whole.length
        fc.pre(whole[at] !== character)
        assert.throws(() => box.open(whole.slice(0, at) + character + whole.slice(at + 1), use))
      }),
      { numRuns: 1_000 },
    ))

  test('does not open when cut short, lengthened, or never sealed', () => {
    const whole = box.seal('32058219900307123X', use)
    for (let n = 0; n < whole.length; n++) assert.throws(() => box.open(whole.slice(0, n), use))
    assert.throws(() => box.open(`${whole}AAAA`, use), /解不开/)
    for (const never of ['', '32058219900307123X', 'v1.', 'v1.AAAA', `${whole}\n`, whole.slice(1)])
      assert.throws(() => box.open(never, use), /不是加密过的内容/)
  })

  test('opens for no other use and with no other key', () => {
    const whole = box.seal('13812345678', use)
    assert.throws(() => box.open(whole, 'people.person.phone'), /people\.person\.phone.*解不开/)
    assert.throws(() => sealer(newKeys()).open(whole, use), /解不开/)
    assert.throws(
      () => box.open(whole, 'people.person.phone'),
      error => !String(error).includes('13812345678'),
    )
  })
})

describe('After a change of keys', () => {
  const rotated: Keys = { ...keys, sealed: { ...keys.sealed, 2: newSecret() }, current: '2' }
  const next = sealer(rotated)
  const old = box.seal('320582199003071232', use)

  test('what the old key sealed still opens, and is known to be stale', () => {
    assert.equal(next.open(old, use), '320582199003071232')
    assert.equal(next.stale(old), true)
    assert.equal(box.stale(old), false)
  })

  test('resealing makes it current without changing what it holds', () => {
    const fresh = next.reseal(old, use)
    assert.match(fresh, /^v2\./)
    assert.equal(next.stale(fresh), false)
    assert.equal(next.open(fresh, use), '320582199003071232')
    assert.throws(() => next.reseal(old, 'people.person.phone'), /解不开/)
  })

  test('a text cannot pass for one of another version, nor open without its key', () => {
    assert.throws(() => next.open(old.replace('v1.', 'v2.'), use), /解不开/)
    assert.throws(() => box.open(next.seal('1', use), use), /没有第2版密钥/)
  })

  test('what was searchable stays searchable', () => assert.equal(next.index('320582', use), box.index('320582', use)))
})

describe('A blind index', () => {
  test('is the same for the same value, however it was typed', () => {
    const plain = box.index('32058219900307123X', use)
    assert.equal(box.index(' ３２０５８２ 19900307 123x ', use), plain)
    assert.match(plain, /^[\w-]{43}$/)
  })

  test('differs by value, by use and by key', () => {
    const plain = box.index('13812345678', use)
    assert.notEqual(box.index('13812345679', use), plain)
    assert.notEqual(box.index('13812345678', 'people.person.phone'), plain)
    assert.notEqual(sealer(newKeys()).index('13812345678', use), plain)
    assert.notEqual(sealer({ ...keys, index: newSecret() }).index('13812345678', use), plain)
  })

  test('does not let use and value run into each other', () =>
    assert.notEqual(box.index('BC', 'A'), box.index('C', 'AB')))
})

describe('The key file', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'linli-keys-'))))
  after(() => rm(folder, { recursive: true }))

  test('is made once, whole, for its owner alone', async () => {
    const file = join(folder, 'new', 'keys.json')
    const made = await readKeys(file, { create: true })
    assert.deepEqual(await readKeys(file, { create: true }), made)
    assert.deepEqual(await readKeys(file, { create: false }), made)
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(join(folder, 'new')), ['keys.json'])
  })

  test('is the same for twenty servers that start at once', async () => {
    const file = join(folder, 'race', 'keys.json')
    const all = await Promise.all(Array.from({ length: 20 }, () => readKeys(file, { create: true })))
    for (const one of all) assert.deepEqual(one, all[0])
    assert.deepEqual(await readdir(join(folder, 'race')), ['keys.json'])
  })

  test('holds four different secrets and a pair that signs', () => {
    const secrets = [keys.sealed['1'], keys.index, keys.trail, keys.session]
    assert.equal(new Set(secrets).size, 4)
    for (const one of secrets) assert.equal(Buffer.from(one!, 'base64').length, 32)
    const signature = sign(null, Buffer.from('检查点'), keys.signing.private)
    assert.ok(verify(null, Buffer.from('检查点'), keys.signing.public, signature))
    assert.notDeepEqual(newKeys(), keys)
  })

  test('that is missing is not quietly made anew', async () => {
    const file = join(folder, 'gone.json')
    await assert.rejects(readKeys(file, { create: false }), /没有找到密钥文件 .*gone\.json/)
    await assert.rejects(stat(file), { code: 'ENOENT' })
  })

  test(
    'that others may read is refused, with the command that helps',
    { skip: process.platform === 'win32' },
    async () => {
      const file = await written('open.json', keys)
      for (const mode of [0o640, 0o604, 0o620]) {
        await chmod(file, mode)
        await assert.rejects(readKeys(file, { create: true }), /权限太宽.*chmod 600 .*open\.json/)
      }
      await chmod(file, 0o400)
      assert.deepEqual(await readKeys(file, { create: false }), keys)
    },
  )

  test('that is a folder is refused', async () => assert.rejects(readKeys(folder, { create: true }), /不是文件|打不开/))

  test('that cannot be written is refused, with nothing left behind', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    await assert.rejects(readKeys(join(file, 'keys.json'), { create: true }), /打不开|写不进去/)
    await assert.rejects(readKeys(join(folder, 'x'.repeat(250)), { create: true }), /写不进去.*ENAMETOOLONG/)
    assert.ok((await readdir(folder)).every(name => !name.startsWith('x')))
  })

  test('that is damaged is refused, left as it is, and not repeated in the message', async () => {
    const other = newKeys()
    const cases: [unknown, RegExp][] = [
      ['', /已损坏/],
      ['{"sealed":', /已损坏/],
      [{ ...keys, index: 'c2hvcnQ=' }, /index：应是32字节/],
      [{ ...keys, trail: undefined }, /trail/],
      [{ ...keys, current: '3' }, /current：没有这个版本/],
      [{ ...keys, sealed: { one: keys.index } }, /sealed\.one/],
      [{ ...keys, sealed: {} }, /current：没有这个版本/],
      [{ ...keys, signing: { ...keys.signing, public: other.signing.public } }, /signing：.*不是一对/],
      [{ ...keys, signing: { public: '', private: '' } }, /signing：.*不是一对/],
    ]
    for (const [content, say] of cases) {
      const file = await written('damaged.json', content)
      const stands = await readFile(file, 'utf8')
      await assert.rejects(readKeys(file, { create: true }), (error: Error) => {
        assert.match(error.message, say)
        assert.match(error.message, /不要重新生成/)
        assert.ok(!error.message.includes(keys.index) && !error.message.includes('c2hvcnQ'))
        return true
      })
      assert.equal(await readFile(file, 'utf8'), stands)
    }
  })

  async function written(name: string, content: unknown): Promise<string> {
    const file = join(folder, name)
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
    return file
  }
})
