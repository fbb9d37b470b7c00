/** The pages of a needs survey for staff: the surveys, who answered, the sorting board, paper typed by two, and every wish. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { paper } from '../paper-rules.ts'
import { may, survey } from '../rules.ts'
import { wish } from '../wish-rules.ts'

const Surveys = lazy(() => import('./surveys.tsx'))
const NewSurvey = lazy(() => import('./surveys.tsx').then(m => ({ default: m.NewSurvey })))
const Survey = lazy(() => import('./survey.tsx'))
const Doors = lazy(() => import('./doors.tsx'))
const Door = lazy(() => import('./door.tsx'))
const Sort = lazy(() => import('./sort.tsx'))
const TypePaper = lazy(() => import('./papers.tsx').then(m => ({ default: m.TypePaper })))
const Papers = lazy(() => import('./papers.tsx'))
const Paper = lazy(() => import('./paper.tsx'))
const Wishes = lazy(() => import('./wishes.tsx'))
const Wish = lazy(() => import('./wish.tsx'))

const group = () => t('议事')
export const pages = [
  page(
    '/needs/surveys',
    () => survey.label,
    () => <Surveys />,
    { menu: { group }, may: may.surveys },
  ),
  page(
    '/needs/surveys/new',
    () => t('拟定摸底'),
    () => <NewSurvey />,
    { may: may.draftSurvey },
  ),
  page(
    '/needs/surveys/$community/$id',
    () => survey.label,
    () => <Survey />,
    { machine: survey.name },
  ),
  page(
    '/needs/surveys/$community/$id/doors',
    () => t('应答住户'),
    () => <Doors />,
    { may: may.doors },
  ),
  page(
    '/needs/surveys/$community/$id/doors/$room',
    () => t('一户的答复'),
    () => <Door />,
    { may: may.sheets },
  ),
  page(
    '/needs/surveys/$community/$id/sort',
    () => t('梳理意愿'),
    () => <Sort />,
    { may: may.pairs },
  ),
  page(
    '/needs/surveys/$community/$id/paper',
    () => t('录入纸表'),
    () => <TypePaper />,
    { may: may.enterPaper },
  ),
  page(
    '/needs/wishes',
    () => wish.label,
    () => <Wishes />,
    { menu: { group }, may: may.wishes },
  ),
  page(
    '/needs/wishes/$community/$id',
    () => wish.label,
    () => <Wish />,
    { machine: wish.name },
  ),
  page(
    '/needs/papers',
    () => paper.label,
    () => <Papers />,
    { menu: { group }, may: may.papers },
  ),
  page(
    '/needs/papers/$community/$id',
    () => paper.label,
    () => <Paper />,
    { machine: paper.name },
  ),
]
