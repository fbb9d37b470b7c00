/** The works pages for staff: projects in the order of works, samples and visits, and the catalogue. 篇8 2「工程监管」 */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { project, may, staff } from '../rules.ts'
import { draw, mayVisit, visit } from '../visit-rules.ts'

const Projects = lazy(() => import('./projects.tsx'))
const NewProject = lazy(() => import('./projects.tsx').then(m => ({ default: m.NewProject })))
const ProjectPage = lazy(() => import('./project.tsx'))
const Catalogue = lazy(() => import('./catalogue.tsx'))
const checks = (name: keyof typeof import('./checks.tsx')) =>
  lazy(async () => ({ default: (await import('./checks.tsx'))[name] }))
const [Draws, NewDraw, DrawPage] = [checks('Draws'), checks('NewDraw'), checks('DrawPage')]
const [Visits, NewVisit, VisitPage] = [checks('Visits'), checks('NewVisit'), checks('VisitPage')]

const group = () => t('工程')
export const pages = [
  page(
    '/works/projects',
    () => project.label,
    () => <Projects />,
    { menu: { group }, may: may.projects },
  ),
  page(
    '/works/projects/new',
    () => t('立项'),
    () => <NewProject />,
    { may: may.openProject },
  ),
  page(
    '/works/projects/$community/$id',
    () => project.label,
    () => <ProjectPage />,
    { machine: project.name, may: staff },
  ),
  page(
    '/works/visits',
    () => visit.label,
    () => <Visits />,
    { menu: { group }, may: mayVisit.visits },
  ),
  page(
    '/works/visits/new',
    () => t('安排到场监督'),
    () => <NewVisit />,
    { may: mayVisit.planVisit },
  ),
  page(
    '/works/visits/$community/$id',
    () => visit.label,
    () => <VisitPage />,
    { machine: visit.name, may: staff },
  ),
  page(
    '/works/draws',
    () => draw.label,
    () => <Draws />,
    { menu: { group }, may: mayVisit.draws },
  ),
  page(
    '/works/draws/new',
    () => t('公布抽查名单'),
    () => <NewDraw />,
    { may: mayVisit.planDraw },
  ),
  page(
    '/works/draws/$community/$id',
    () => draw.label,
    () => <DrawPage />,
    { machine: draw.name, may: staff },
  ),
  page(
    '/works/catalogue',
    () => t('服务目录'),
    () => <Catalogue />,
    { menu: { group }, may: staff },
  ),
]
