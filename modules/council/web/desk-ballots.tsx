/** The ballots' pages for staff: from the draft to the result, the roll at the table, the papers entered by two. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { ballot, mayBallot, objection } from '../ballot-rules.ts'

const ballots = (name: keyof typeof import('./ballots.tsx')) =>
  lazy(async () => ({ default: (await import('./ballots.tsx'))[name] }))
const [Ballots, NewBallot, BallotPage] = [ballots('Ballots'), ballots('NewBallot'), ballots('BallotPage')]
const [Objections, ObjectionPage] = [ballots('Objections'), ballots('ObjectionPage')]
const Roll = lazy(() => import('./roll.tsx'))
const Papers = lazy(() => import('./papers.tsx'))

const group = () => t('议事')
export const ballotPages = [
  page(
    '/ballots',
    () => ballot.label,
    () => <Ballots />,
    { menu: { group }, may: mayBallot.ballots },
  ),
  page(
    '/ballots/objections',
    () => objection.label,
    () => <Objections />,
    { menu: { group }, may: objection.seen },
  ),
  page(
    '/ballots/new',
    () => t('起草表决'),
    () => <NewBallot />,
    { may: mayBallot.draftBallot },
  ),
  page(
    '/ballots/roll/$community/$id',
    () => t('名册'),
    () => <Roll />,
    { may: mayBallot.roll },
  ),
  page(
    '/ballots/papers/$community/$id',
    () => t('纸票录入'),
    () => <Papers />,
    { may: mayBallot.papers },
  ),
  page(
    '/ballots/objection/$community/$id',
    () => objection.label,
    () => <ObjectionPage />,
    { machine: objection.name },
  ),
  page(
    '/ballots/$community/$id',
    () => ballot.label,
    () => <BallotPage />,
    { machine: ballot.name },
  ),
]
