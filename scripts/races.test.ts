/**
 * The places where only concurrency breaks, and the story in which two connections meet there. A file that takes a lock must
 * be entered here with its story. Constraints that have a story are named as well.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const crowd = (title: string) => `scripts/faults/crowd.test.ts › ${title}`

/** A file that takes a lock, or the name of a constraint → the story. */
const tried: Record<string, string> = {
  'kernel/book-figures.ts': 'kernel/meeting.test.ts › a street that sets a figure while its district does',
  'kernel/book-renew.ts': 'kernel/meeting.test.ts › deadlines are counted again by the state that a move under way',
  'kernel/exchange-run.ts': crowd('the same import'),
  'kernel/exchange-runs.ts': crowd('the same import'),
  'kernel/files.ts': crowd('the same file'),
  'kernel/message-delivery.ts':
    'kernel/message-delivery.test.ts › two servers at the same moment send each message once',
  'kernel/message-service.ts': 'kernel/meeting.test.ts › a dead message that two send again',
  'kernel/migrate.ts': 'kernel/migrate.test.ts › two processes that migrate at once',
  'kernel/move.ts': crowd('the same record'),
  'kernel/outbox.ts': 'kernel/trail.test.ts › a listener hears each fact once',
  'kernel/phone-code.ts': 'kernel/phone-code.test.ts › one code used by two at the same moment opens for one',
  'kernel/postgres.ts': 'kernel/postgres.test.ts › two first starts at the same moment',
  'kernel/trail.ts': 'kernel/trail.test.ts › a row that commits late is linked all the same',
  'modules/council/ballot-vote.ts':
    'modules/council/ballot-secret.test.ts › fifty devices at once: one right gives one token',
  'modules/grid/category-keep.ts': 'modules/grid/meeting.test.ts › two lines added under one class',
  'modules/grid/merging.ts': 'modules/grid/meeting.test.ts › nobody follows a matter that is joining another',
  'modules/identity/account.ts': 'modules/identity/founding.test.ts › of two who found the house',
  'modules/identity/passkey.ts': 'modules/identity/passkey.test.ts › of two who answer the same challenge',
  'modules/money/bank.ts': 'modules/money/meeting.test.ts › what one puts into a batch is in no other',
  'modules/money/commitment.ts': 'modules/money/meeting.test.ts › of two contracts on what is left of a line',
  'modules/money/fund.ts': 'modules/money/meeting.test.ts › two loans on two funds of one book',
  'modules/money/payment.ts': 'modules/money/meeting.test.ts › two payments written at the same moment',
  'modules/needs/sheet.ts': 'modules/needs/meeting.test.ts › of two sheets of one household at once',
  'modules/needs/wish.ts': 'modules/needs/meeting.test.ts › a wish that was merged meanwhile takes no other',
  'modules/open311/contact.ts': 'modules/open311/meeting.test.ts › a system that one process is asking',
  'modules/people/arrive.ts': 'modules/people/meeting.test.ts › whoever moves out at the moment they are received',
  'modules/people/match.ts': 'modules/people/match.test.ts › two who make the same two cards one at the same moment',
  'modules/people/merging.ts': 'modules/people/meeting.test.ts › two cards that are merged into each other',
  'modules/people/person.ts': 'modules/people/match.test.ts › a card that is begun with the number while',
  'modules/people/tails.ts': 'modules/people/meeting.test.ts › two that walk over the old numbers at once',
  'modules/places/body.ts': 'modules/places/body.test.ts › two halves of a circle drawn at the same moment',
  'modules/places/ground.ts': 'modules/places/redrawing.test.ts › two plans that take the same ground',
  'identity.hasAccount': 'modules/identity/phone.test.ts › a person has one account, however quickly',
  'identity.lentTwice':
    'modules/identity/delegation.test.ts › a post lent and an administrator’s post given at the same moment',
  'identity.twoAdministrators': 'modules/identity/life.test.ts › two posts given at the same moment',
  'places.alreadySits': 'modules/places/body.test.ts › two terminals that bring the same new name',
}

/** What stands in the files: those that take a lock, and the constraints that bear the name of a problem. */
function found(): string[] {
  const files = globSync('{kernel,modules,apps}/**/*.{ts,sql}', { cwd: root }).map(file => file.replaceAll('\\', '/'))
  return files.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    if (file.endsWith('.sql'))
      return [...text.matchAll(/"(\w+\.\w+)"\s+(?:unique|exclude|on )/g)].map(match => match[1]!)
    if (/\.(test|e2e)\.ts$|\.gen\.ts$|\/fixtures\/|\/testing[\w-]*\.ts$/.test(file)) return []
    const takes =
      /\bfor (no key )?update\b(?! of r)|for update of|\.for(NoKey)?Update\(|pg_(try_)?advisory_(xact_)?lock\(/
    return takes.test(text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')) ? [file] : []
  })
}

test('each story that is named is there', () => {
  for (const [place, story] of Object.entries(tried)) {
    const [file = '', title = ''] = story.split(' › ')
    assert.ok(readFileSync(join(root, file), 'utf8').includes(title), `${place}: ${story}`)
  }
})

test('every lock has its story with two connections', () => {
  const here = found().filter(place => place.endsWith('.ts'))
  const known = Object.keys(tried).filter(place => place.endsWith('.ts'))
  assert.deepEqual(
    here.filter(place => !known.includes(place)),
    [],
    'not entered in scripts/races.test.ts',
  )
  assert.deepEqual(
    known.filter(place => !here.includes(place)),
    [],
    'takes no lock any more',
  )
})

test('every constraint that a story names exists', () => {
  const here = new Set(found())
  assert.deepEqual(
    Object.keys(tried).filter(place => !place.endsWith('.ts') && !here.has(place)),
    [],
  )
})
