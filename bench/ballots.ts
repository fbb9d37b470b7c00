/**
 * What a ballot costs. `node bench/ballots.ts [ballots] [votes]`: an election of that many ballots counted by every rule beside
 * the reading of its file; then that many votes through the whole road (signature checked, urn opened and sealed, committed)
 * by several at once, beside what the signatures alone allow: ours and the library's.
 */
import { performance } from 'node:perf_hooks'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { createPrivateKey, constants, sign } from 'node:crypto'
import { sql } from 'kysely'
import '../apps/server/services.ts'
import { openHouse } from '../kernel/house.ts'
import { newKeys } from '../kernel/sealed.ts'
import { call } from '../kernel/server.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { blindSign, isSigned, newBallotKeys, sealUrn, urnsFor } from '../modules/council/ballot-crypto.ts'
import { BOX, SIGN } from '../modules/council/ballot-keys.ts'
import { count, rules, type RuleName } from '../modules/council/count.ts'
import { readPabulib } from '../modules/council/pabulib.ts'

const [ballots, votes] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 20_000)]
const community = '320582100004'
const now = new Date('2026-12-20T02:00:00Z')
const took = (begun: number) => `${((performance.now() - begun) / 1000).toFixed(2)} s`
const each = (n: number, begun: number) => `${Math.round((n * 1000) / (performance.now() - begun))} a second`

counting()
await signing()
await voting()

/** Forty projects; each ballot approves of five, the first ones more often than the last. */
function counting() {
  const projects = Array.from({ length: 40 }, (_, i) => `${i + 1};${20_000 + ((i * 7919) % 90_000)}`)
  const lines = Array.from({ length: ballots }, (_, n) => {
    const chosen = new Set(Array.from({ length: 5 }, (_, k) => 1 + (((n * 31 + k * k * 17) % 40) * ((n + k) % 7)) / 6))
    return `${n};${[...chosen]
      .map(Math.floor)
      .filter((p, i, all) => all.indexOf(p) === i)
      .join(',')}`
  })
  const head = ['META', 'key;value', 'vote_type;approval', 'budget;600000', 'PROJECTS', 'project_id;cost', ...projects]
  const text = [...head, 'VOTES', 'voter_id;vote', ...lines].join('\n')
  const begun = performance.now()
  const { election } = readPabulib(text)
  console.log(`read ${ballots} ballots, ${election.ballots.length} different: ${took(begun)}`)
  for (const name of Object.keys(rules) as RuleName[]) {
    const from = performance.now()
    const { chosen } = count(election, name)
    console.log(`  ${name.padEnd(26)} ${took(from)}, ${chosen.length} chosen`)
  }
}

async function signing() {
  const keys = await newBallotKeys()
  const suite = RSABSSA.SHA384.PSS.Deterministic()
  const der = new Uint8Array(Buffer.from(keys.public, 'base64'))
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const publicKey = await crypto.subtle.importKey('spki', der, algorithm, true, ['verify'])
  const pkcs8 = new Uint8Array(createPrivateKey(keys.sign).export({ type: 'pkcs8', format: 'der' }))
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign'])
  const token = crypto.getRandomValues(new Uint8Array(32))
  const { blindedMsg, inv } = await suite.blind(publicKey, token)
  let from = performance.now()
  for (let i = 0; i < 3; i++) await suite.blindSign(privateKey, blindedMsg)
  console.log(`blind signatures, the library alone: ${((3 * 1000) / (performance.now() - from)).toFixed(1)} a second`)
  from = performance.now()
  for (let i = 0; i < 300; i++) blindSign(keys.sign, Buffer.from(blindedMsg))
  console.log(`blind signatures, as the server makes them: ${each(300, from)}`)
  const signature = Buffer.from(
    await suite.finalize(publicKey, token, new Uint8Array(blindSign(keys.sign, Buffer.from(blindedMsg))!), inv),
  )
  from = performance.now()
  for (let i = 0; i < 2_000; i++) isSigned(keys.public, Buffer.from(token), signature)
  console.log(`signatures checked, which is the limit of casting: ${each(2_000, from)} on one core`)
}

async function voting() {
  const base = await freshDatabase()
  const house = await openHouse(base.url, newKeys(), 10)
  try {
    const keys = await newBallotKeys()
    const id = '00000000-0000-7000-8000-00000000b001'
    const urns = urnsFor(votes)
    const questions = [
      {
        text: '问',
        ask: 'yesNo',
        options: [1, 2, 3].map(n => ({ name: String(n), cost: null })),
        signed: false,
        most: 1,
        budget: null,
        rule: null,
      },
    ]
    await sql`insert into council.ballot (community, id, place, state, title, about, body, questions, opens_at, closes_at, public_key, urns)
      values (${community}, ${id}, ${community}, 'open', '票', '', 'villageAssembly', ${JSON.stringify(questions)}::jsonb, ${now}, ${new Date(now.getTime() + 3_600_000)}, ${keys.public}, ${urns})`.execute(
      house.db,
    )
    const sealed = { sign: house.sealer.seal(keys.sign, SIGN), box: house.sealer.seal(keys.box, BOX) }
    await house.db
      .insertInto('council.ballotKey')
      .values({ community, ballot: id, ...sealed })
      .execute()
    for (let n = 0; n < urns; n++)
      await house.db
        .insertInto('council.urn')
        .values({ community, ballot: id, n, box: sealUrn(keys.box, '[]') })
        .execute()
    // What a voter's device would hold after the blinding is taken off: an ordinary signature of this key.
    const key = { key: createPrivateKey(keys.sign), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
    const tickets = Array.from({ length: votes }, () => {
      const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
      return { token: token.toString('base64url'), signature: sign('sha384', token, key).toString('base64url') }
    })
    const from = performance.now()
    let next = 0
    const one = async () => {
      for (let i = next++; i < votes; i = next++)
        await call(house, {
          op: 'council.cast',
          input: { community, id, ...tickets[i]!, sheet: [[1, 0, 0]] },
          actor: null,
          now,
        })
    }
    await Promise.all(Array.from({ length: 10 }, one))
    console.log(`${votes} votes by ten at once through the whole operation: ${each(votes, from)}`)
  } finally {
    await house.close()
    await base.drop()
  }
}
