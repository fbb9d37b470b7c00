/** How each operation of ballots is asked: a draft, one whose roll hangs, one that is voted on, one that is published. */
import { answered, is, lists, type Case } from './case.ts'
import { at, later, type World } from './world.ts'

const file =
  'META\nkey;value\ndescription;演练\nvote_type;approval\nbudget;100\nPROJECTS\nproject_id;cost\n1;60\n2;40\nVOTES\nvoter_id;vote\n1;1\n2;1,2\n'
const voteDay = later(30)
const blinded = Buffer.alloc(256, 1).toString('base64url')

export const ballots = (w: World): Record<string, Case> => {
  const { blank, draft, listed, undisputed, open, published, voter, drafted, objection } = w.ballots
  const row = { place: at.community }
  const on = (key: object, input: object = {}, now?: Date): Case => ({
    input: { ...key, ...input },
    row,
    ...(now && { now }),
  })
  const command = (input: object): Case => ({ input: { ...open, ...input }, now: voteDay })
  const times = { opensAt: '2026-12-20T09:00:00+08:00', closesAt: '2026-12-20T17:00:00+08:00' }
  const said = { title: '又一次表决', body: 'villageAssembly', ...times }
  const about = { ...row, owner: w.holder }
  const reason = { reason: '本人来核对过' }
  return {
    'council.ballots': { input: { size: 200 }, row, shows: lists(draft.id) },
    'council.ballot': { ...on(draft), shows: is(draft.id) },
    'council.roll': { ...on(draft), shows: (page: { items: unknown[] }) => page.items.length > 0 },
    'council.papers': { ...on(open), shows: (page: { total: number } | null) => page !== null },
    'council.objections': { input: { size: 200 }, row: about, shows: lists(objection.id) },
    'council.objection': { input: objection, row: about, shows: is(objection.id) },
    'council.publicBallots': { input: { place: at.community }, shows: lists(listed.id) },
    'council.publicBallot': { input: listed, shows: is(listed.id) },
    'council.publicRoll': { input: listed, ...answered },
    'council.log': { input: published, shows: is(published.id), now: later(31) },
    'council.outcome': { input: published, ...answered, now: later(31) },
    'council.pabulib': { input: { ...published, question: 0 }, ...answered, now: later(31) },
    'council.myRights': { input: open, ...answered, now: voteDay },
    'council.draftBallot': { input: { place: at.community, ...said } },
    'council.rehearse': { input: { place: at.community, text: file, rule: 'greedy' } },
    'council.raiseObjection': { input: { ...listed, said: '少了一个人' } },
    'council.takeToken': command({ voter, blinded }),
    'council.giveToken': command({ voter, blinded }),
    'council.givePaper': command({ voter }),
    'council.signVote': { ...command({ voter, sheet: [[1, 0, 0]] }), never: 'there is no question to sign' },
    'council.cast': {
      ...command({ token: 'A'.repeat(43), signature: 'A'.repeat(342), sheet: [[1, 0]] }),
      never: 'nobody signed this number',
    },
    'council.enterPaper': { ...command({ number: 1, sheet: null }), never: 'the box is still closed' },
    'council.reviseBallot': on(draft, said),
    'council.addQuestion': on(draft, { text: '是否同意', ask: 'yesNo' }),
    'council.dropQuestion': on(draft),
    'council.fillRoll': on(draft),
    'council.addVoter': on(blank, { resident: w.twin, ...reason }),
    'council.strikeVoter': on(draft, { voter: drafted, ...reason }),
    'council.nameProxy': on(draft, { voter: drafted, ...reason }),
    'council.publishRoll': on(draft),
    'council.openVote': on(undisputed, {}, voteDay),
    'council.closeVote': on(open, {}, later(31)),
    'council.countVote': on(open, {}, later(31)),
    'council.publishVote': on(published, {}, later(31)),
    'council.archiveVote': on(published, {}, later(60)),
    'council.cancelVote': on(listed, reason),
    'council.upholdObjection': on(objection, { answer: '已补上' }),
    'council.dismissObjection': on(objection, { answer: '名册没有错' }),
  }
}
