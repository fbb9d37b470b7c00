/** Stories of passkeys, with a device made here: a real key pair, real signatures, and the bytes as the standard lays them out. */
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { test as plain } from 'node:test'
import { refused } from '../../kernel/testing.ts'
import type { Me, Security } from './contract.ts'
import { appoint, asking, at, enrol, here, now, open, test, tokenOf, type Doer } from './stories.ts'

const origin = 'https://linli.example.cn'
const from = { ip: '10.0.0.1', agent: 'test', origin }

// ── A device ────────────────────────────────────────────────────────────────

/** As much of CBOR as a key needs: numbers, bytes, texts and maps. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([k, v]) => [cbor(k), cbor(v)])])
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()
const b64 = (bytes: Buffer) => bytes.toString('base64url')

type Options = { challenge: string; rp?: { id: string }; rpId?: string }
type Started = { id: string; options: Options }
/** `seen` is the address in the browser; `unlocked` says that its owner was asked for a finger or a number. */
function device({ seen = origin, unlocked = true } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const flags = (attested: boolean) => 1 | (unlocked ? 4 : 0) | (attested ? 64 : 0)
  const data = (rpId: string, attested?: Buffer) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags(Boolean(attested))]), count, attested ?? Buffer.alloc(0)])
  }
  const client = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: seen, crossOrigin: false }))
  const envelope = { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {} }
  return {
    id: b64(id),
    register({ options }: Started) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose(publicKey)])
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', data(options.rp!.id, attested)],
        ]),
      )
      const response = {
        clientDataJSON: b64(client('webauthn.create', options.challenge)),
        attestationObject: b64(attestation),
      }
      return { ...envelope, response: { ...response, transports: ['internal'] } }
    },
    sign({ options }: Started, back = 0) {
      counter -= back
      const [authenticatorData, clientData] = [data(options.rpId!), client('webauthn.get', options.challenge)]
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey)
      const response = {
        authenticatorData: b64(authenticatorData),
        clientDataJSON: b64(clientData),
        signature: b64(signature),
      }
      return { ...envelope, response }
    },
  }
}
type Device = ReturnType<typeof device>

function cose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

async function register(told: Doer, key: Device, username = 'laozhou') {
  const ask = asking(told, await tokenOf(told, username))
  const started = await ask<Started>('identity.startPasskey', {}, now, from)
  return ask<{ passkey: string; name: string }>(
    'identity.addPasskey',
    { id: started.id, name: '我的手机', credential: key.register(started) },
    now,
    from,
  )
}
const asked = (told: Doer, when = now) => asking(told, '')<Started>('identity.askPasskey', {}, when, from)
const signIn = (told: Doer, started: Started, credential: object, when = now) =>
  asking(told, '')<Me>('identity.signInByPasskey', { id: started.id, credential }, when, from)

// ── Stories ─────────────────────────────────────────────────────────────────

test('a device is registered, and from then on signs in without a password and counts as both factors', async told => {
  const { id } = await enrol(told)
  const key = device()
  const added = await register(told, key)
  assert.deepEqual([added.passkey, added.name], [key.id, '我的手机'])
  await appoint(told, id, 'audit-admin', here)
  const started = await asked(told)
  assert.equal(started.options.rpId, 'linli.example.cn')
  const me = await signIn(told, started, key.sign(started))
  assert.deepEqual([me.id, me.need], [id, null])
})

test('with a device the password alone is not enough any more, and the device is', async told => {
  await enrol(told)
  const key = device()
  await register(told, key)
  const half = await tokenOf(told, 'laozhou')
  assert.equal((await asking(told, half)<{ me: Me }>('identity.me', {})).me.need, 'code')
  const started = await asking(told, half)<Started>('identity.askPasskey', {}, now, from)
  assert.equal((await signIn(told, started, key.sign(started))).need, null)
})

test('what is asked names no key: it does not tell who has one', async told => {
  const before = Object.keys((await asked(told)).options).toSorted()
  await enrol(told)
  await register(told, device())
  const { options } = await asked(told)
  assert.deepEqual(Object.keys(options).toSorted(), before)
  assert.ok(!JSON.stringify(options).includes('allowCredentials":['))
})

test('a challenge is good once, for five minutes, and only for what it was made for', async told => {
  await enrol(told)
  const key = device()
  await register(told, key)
  const started = await asked(told)
  await signIn(told, started, key.sign(started))
  assert.equal(await refused(signIn(told, started, key.sign(started))), 'identity.badPasskey')
  const late = await asked(told)
  assert.equal(await refused(signIn(told, late, key.sign(late), at(5))), 'identity.badPasskey')
  const another = device()
  const registering = await asking(told, await tokenOf(told, 'laozhou'))<object>('identity.signOut', {})
  assert.ok(registering)
  const forSignIn = await asked(told)
  const half = await tokenOf(told, 'laozhou')
  assert.equal(
    await refused(
      asking(told, half)(
        'identity.addPasskey',
        {
          id: forSignIn.id,
          name: '别的',
          credential: another.register({
            ...forSignIn,
            options: { ...forSignIn.options, rp: { id: 'linli.example.cn' } },
          }),
        },
        now,
        from,
      ),
    ),
    'identity.needCode',
  )
})

test('a key made for a page that only looks like ours opens nothing', async told => {
  await enrol(told)
  const lured = device({ seen: 'https://linli.example.com' })
  assert.equal(await refused(register(told, lured)), 'identity.badPasskey')
  const key = device()
  await register(told, key)
  const started = await asked(told)
  const elsewhere = { ...started, options: { ...started.options, rpId: 'linli.example.com' } }
  assert.equal(await refused(signIn(told, started, key.sign(elsewhere))), 'identity.badPasskey')
})

test('a key whose owner was not asked to unlock it is one factor, and not taken', async told => {
  await enrol(told)
  assert.equal(await refused(register(told, device({ unlocked: false }))), 'identity.badPasskey')
})

test('a signature by another key, for another challenge, or by a copy that counts from before is refused', async told => {
  await enrol(told)
  const key = device()
  await register(told, key)
  const [one, two, three] = [await asked(told), await asked(told), await asked(told)]
  assert.equal(
    await refused(signIn(told, one, { ...device().sign(one), id: key.id, rawId: key.id })),
    'identity.badPasskey',
  )
  assert.equal(await refused(signIn(told, two, key.sign(one))), 'identity.badPasskey')
  assert.equal(await refused(signIn(told, three, key.sign(three, 3))), 'identity.badPasskey')
})

test('a key belongs to one account', async told => {
  await enrol(told)
  await enrol(told, { username: 'other' })
  const key = device()
  await register(told, key)
  assert.equal(await refused(register(told, key, 'other')), 'identity.passkeyKnown')
})

test('keys are named and removed by their owner, and by nobody else', async told => {
  await enrol(told)
  const key = device()
  const { token } = await register(told, key)
  const mine = asking(told, token)
  await enrol(told, { username: 'other' })
  const theirs = asking(told, await tokenOf(told, 'other'))
  assert.equal(await refused(theirs('identity.namePasskey', { passkey: key.id, name: '我的' })), 'identity.badPasskey')
  await theirs('identity.removePasskey', { passkey: key.id })
  await mine('identity.namePasskey', { passkey: key.id, name: '办公室电脑' })
  const keys = async () => (await mine<Security>('identity.security', {})).passkeys.map(k => k.name)
  assert.deepEqual(await keys(), ['办公室电脑'])
  assert.equal(await refused(mine('identity.removePasskey', { passkey: key.id }, at(16))), 'identity.notFresh')
  await mine('identity.removePasskey', { passkey: key.id })
  assert.deepEqual(await keys(), [])
  const started = await asked(told)
  assert.equal(await refused(signIn(told, started, key.sign(started))), 'identity.badPasskey')
})

test('a device is registered only shortly after signing in, and not where the address is unknown', async told => {
  await enrol(told)
  const ask = asking(told, await tokenOf(told, 'laozhou'))
  assert.equal(await refused(ask('identity.startPasskey', {}, at(15.1), from)), 'identity.notFresh')
  assert.equal(await refused(ask('identity.startPasskey', {})), 'identity.badPasskey')
  assert.equal(
    await refused(told.as('小沈')('identity.startPasskey', {}, now)),
    'identity.notFresh',
    'a machine has no session',
  )
})

test('a closed account comes in by no key', async told => {
  const account = await enrol(told)
  const key = device()
  await register(told, key)
  await told.as('系统')('identity.close', account, now)
  const started = await asked(told)
  assert.equal(await refused(signIn(told, started, key.sign(started))), 'identity.badPasskey')
})

plain('of two who answer the same challenge at the same moment one comes in', async () => {
  const told = open()
  await enrol(told, { username: 'tongshi' })
  const key = device()
  await register(told, key, 'tongshi')
  const started = await asked(told)
  const answers = await Promise.all(
    [key.sign(started), key.sign(started)].map(credential =>
      signIn(told, started, credential).then(
        () => 'in',
        (e: { code: string }) => e.code,
      ),
    ),
  )
  assert.deepEqual(answers.toSorted(), ['identity.badPasskey', 'in'])
})
