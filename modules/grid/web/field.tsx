/** The grid's pages in the field app: my tasks, one task, the form of a move, reporting on patrol. 篇8 3.3.2「移动终端」 */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { homeVisit } from '../home-rules.ts'
import { order, task } from '../joint-rules.ts'
import { mayPatrol, round, visit } from '../patrol-rules.ts'
import { may, matter } from '../rules.ts'
import { HelpPage, HomePage, OrderPage } from './field-hung.tsx'
import { HelpMovePage, HomeMovePage, MovePage, OrderMovePage, RoundMovePage } from './field-move.tsx'
import { RoundPage, Rounds } from './field-patrol.tsx'
import { ScannedPage, VisitPage } from './field-visit.tsx'
import { ReportPage } from './field-report.tsx'
import { Reported } from './field-reported.tsx'
import { TaskPage } from './field-task.tsx'
import { Tasks } from './field-tasks.tsx'

export const pages = [
  page(
    '/',
    () => t('我的任务'),
    () => <Tasks />,
    { tab: { icon: 'tasks', label: () => t('任务'), order: 1 } },
  ),
  page(
    '/report',
    () => t('上报'),
    () => <ReportPage />,
    {
      tab: { icon: 'report', label: () => t('上报'), order: 2 },
      may: may.register,
    },
  ),
  page(
    '/reported/$community/$id/$number',
    () => t('已上报'),
    () => <Reported />,
  ),
  page(
    '/task/$community/$id',
    () => matter.label,
    () => <TaskPage />,
    { machine: matter.name },
  ),
  page(
    '/task/$community/$id/$move',
    () => matter.label,
    () => <MovePage />,
  ),
  page(
    '/patrol',
    () => round.label,
    () => <Rounds />,
    {
      tab: { icon: 'place', label: () => round.label, order: 2.5 },
      may: mayPatrol.rounds,
    },
  ),
  page(
    '/patrol/$community/$id',
    () => round.label,
    () => <RoundPage />,
    { machine: round.name },
  ),
  page(
    '/patrol/$community/$id/$move',
    () => round.label,
    () => <RoundMovePage />,
  ),
  page(
    '/visit/$community/$round/$id/$move',
    () => visit.label,
    () => <VisitPage />,
  ),
  page(
    '/p/$community/$code',
    () => visit.label,
    () => <ScannedPage />,
  ),
  page(
    '/homes/$community/$id',
    () => homeVisit.label,
    () => <HomePage />,
    { machine: homeVisit.name },
  ),
  page(
    '/homes/$community/$id/$move',
    () => homeVisit.label,
    () => <HomeMovePage />,
  ),
  page(
    '/help/$community/$id',
    () => task.label,
    () => <HelpPage />,
    { machine: task.name },
  ),
  page(
    '/help/$community/$id/$move',
    () => task.label,
    () => <HelpMovePage />,
  ),
  page(
    '/order/$community/$id',
    () => order.label,
    () => <OrderPage />,
    { machine: order.name },
  ),
  page(
    '/order/$community/$id/$move',
    () => order.label,
    () => <OrderMovePage />,
  ),
]
