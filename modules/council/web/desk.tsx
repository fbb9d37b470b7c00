/** The council's pages for staff: ballots from the draft to the result, the roll at the table, the papers entered by two. */
import { lazy } from 'react'
import { page } from '../../../ui/desk/page.ts'
import { ballot, mayBallot, objection } from '../ballot-rules.ts'

const ballots = (name: keyof typeof import('./ballots.tsx')) =>
  lazy(async () => ({ default: (await import('./ballots.tsx'))[name] }))
const [Ballots, NewBallot, BallotPage] = [ballots('Ballots'), ballots('NewBallot'), ballots('BallotPage')]
const [Objections, ObjectionPage] = [ballots('Objections'), ballots('ObjectionPage')]
const Roll = lazy(() => import('./roll.tsx'))
const Papers = lazy(() => import('./papers.tsx'))

const group = '议事与表决'
export const pages = [
  page('/ballots', ballot.label, () => <Ballots />, { menu: { group }, may: mayBallot.ballots }),
  page('/ballots/objections', objection.label, () => <Objections />, { menu: { group }, may: objection.seen }),
  page('/ballots/new', '起草表决', () => <NewBallot />, { may: mayBallot.draftBallot }),
  page('/ballots/roll/$community/$id', '名册', () => <Roll />, { may: mayBallot.roll }),
  page('/ballots/papers/$community/$id', '纸票录入', () => <Papers />, { may: mayBallot.papers }),
  page('/ballots/objection/$community/$id', objection.label, () => <ObjectionPage />, { machine: objection.name }),
  page('/ballots/$community/$id', ballot.label, () => <BallotPage />, { machine: ballot.name }),
]
