/** The council's pages for staff: who decides, what is to be decided, the meetings, and what was resolved. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { meeting } from '../meeting-rules.ts'
import { resolution } from '../resolution-rules.ts'
import { may, topic } from '../rules.ts'
import { body } from '../seat-rules.ts'
import { ballotPages } from './desk-ballots.tsx'

const Topics = lazy(() => import('./topics.tsx'))
const NewTopic = lazy(() => import('./topics.tsx').then(m => ({ default: m.NewTopic })))
const Topic = lazy(() => import('./topic.tsx'))
const Meetings = lazy(() => import('./meetings.tsx'))
const NewMeeting = lazy(() => import('./meetings.tsx').then(m => ({ default: m.NewMeeting })))
const Meeting = lazy(() => import('./meeting.tsx'))
const Resolutions = lazy(() => import('./resolutions.tsx'))
const Resolution = lazy(() => import('./resolutions.tsx').then(m => ({ default: m.ResolutionPage })))
const Bodies = lazy(() => import('./bodies.tsx'))
const NewBody = lazy(() => import('./bodies.tsx').then(m => ({ default: m.NewBody })))
const Body = lazy(() => import('./body.tsx'))
const Grant = lazy(() => import('./body.tsx').then(m => ({ default: m.Grant })))

const group = () => t('议事')
export const pages = [
  page(
    '/council/topics',
    () => t('议题'),
    () => <Topics />,
    { menu: { group }, may: may.topics },
  ),
  page(
    '/council/topics/new',
    () => t('登记议题'),
    () => <NewTopic />,
    { may: may.raise },
  ),
  page(
    '/council/topics/$community/$id',
    () => t('议题'),
    () => <Topic />,
    { machine: topic.name },
  ),
  page(
    '/council/meetings',
    () => t('会议'),
    () => <Meetings />,
    { menu: { group }, may: may.meetings },
  ),
  page(
    '/council/meetings/new',
    () => t('筹备会议'),
    () => <NewMeeting />,
    { may: may.planMeeting },
  ),
  page(
    '/council/meetings/$community/$id',
    () => t('会议'),
    () => <Meeting />,
    { machine: meeting.name },
  ),
  page(
    '/council/resolutions',
    () => t('决议登记簿'),
    () => <Resolutions />,
    { menu: { group }, may: may.resolutions },
  ),
  page(
    '/council/resolutions/$community/$id',
    () => t('决议'),
    () => <Resolution />,
    { machine: resolution.name },
  ),
  page(
    '/council/bodies',
    () => t('议事组织'),
    () => <Bodies />,
    { menu: { group }, may: may.bodies },
  ),
  page(
    '/council/bodies/new',
    () => t('登记议事组织'),
    () => <NewBody />,
    { may: may.formBody },
  ),
  page(
    '/council/bodies/$community/$id',
    () => t('议事组织'),
    () => <Body />,
    { machine: body.name },
  ),
  page(
    '/council/bodies/$community/$id/grant',
    () => t('授权'),
    () => <Grant />,
    { may: may.grantMandate },
  ),
  ...ballotPages,
]
