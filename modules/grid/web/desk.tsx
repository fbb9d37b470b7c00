/** The grid's pages for staff: today's work, the matters, one matter, registering for someone, the dashboard. 篇8 2「网上办公」 */
import { t } from '../../../kernel/text.ts'
import { work } from '../../../kernel/work-contract.ts'
import { lazy } from 'react'
import { any, post } from '../../../kernel/rules.ts'
import { page } from '../../../ui/desk/page.ts'
import { mayCategory } from '../category-rules.ts'
import { homeVisit, mayVisit } from '../home-rules.ts'
import { order, request, task } from '../joint-rules.ts'
import { mayPatrol, plan, point, round, visit } from '../patrol-rules.ts'
import { may, staff } from '../rules.ts'

const Today = lazy(() => import('./today.tsx'))
const Matters = lazy(() => import('./matters.tsx'))
const Register = lazy(() => import('./register.tsx'))
const Board = lazy(() => import('./board.tsx'))
const Categories = lazy(() => import('./categories.tsx'))
const Rates = lazy(() => import('./rates.tsx'))
const Requests = lazy(async () => ({ default: (await import('./hung-lists.tsx')).Requests }))
const Orders = lazy(async () => ({ default: (await import('./hung-lists.tsx')).Orders }))
const Request = lazy(async () => ({ default: (await import('./hung.tsx')).RequestPage }))
const Task = lazy(async () => ({ default: (await import('./hung.tsx')).TaskPage }))
const Order = lazy(async () => ({ default: (await import('./hung.tsx')).OrderPage }))
const Patrol = lazy(() => import('./patrol.tsx'))
const patrol = (name: keyof typeof import('./patrol-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./patrol-pages.tsx'))[name] }))
const [NewPlan, PlanPage, Points, NewPoint] = [
  patrol('NewPlan'),
  patrol('PlanPage'),
  patrol('Points'),
  patrol('NewPoint'),
]
const PointPage = patrol('PointPage')
const [Rounds, Visits, RoundPage] = [patrol('Rounds'), patrol('Visits'), patrol('RoundPage')]
const homes = (name: keyof typeof import('./home-visits.tsx')) =>
  lazy(async () => ({ default: (await import('./home-visits.tsx'))[name] }))
const [HomeVisits, NewHomeVisit, HomeVisitPage] = [homes('HomeVisits'), homes('NewHomeVisit'), homes('HomeVisitPage')]
const InHand = lazy(() => import('./in-hand.tsx'))

/** Who repairs holds matters without a post over their place. */
const hands = any(may.matters, post('repairer').over('place'))
const group = () => ''
export const pages = [
  page(
    '/',
    () => t('今日工作'),
    () => <Today />,
    { menu: { group }, may: hands },
  ),
  page(
    '/grid',
    () => t('事项'),
    () => <Matters />,
    { menu: { group }, may: hands },
  ),
  page(
    '/grid/new',
    () => t('代为登记'),
    () => <Register />,
    { menu: { group }, may: may.register },
  ),
  page(
    '/grid/requests',
    () => t('申请审批'),
    () => <Requests />,
    { menu: { group }, may: any(may.rates, request.seen) },
  ),
  page(
    '/grid/orders',
    () => order.label,
    () => <Orders />,
    { menu: { group }, may: order.seen },
  ),
  page(
    '/board',
    () => t('看板'),
    () => <Board />,
    { menu: { group }, may: staff },
  ),
  page(
    '/rates',
    () => t('三率'),
    () => <Rates />,
    { menu: { group }, may: may.rates },
  ),
  page(
    '/patrol',
    () => round.label,
    () => <Patrol />,
    { menu: { group }, may: mayPatrol.patrolRates },
  ),
  page(
    '/homes',
    () => homeVisit.label,
    () => <HomeVisits />,
    { menu: { group }, may: mayVisit.homeVisitCounts },
  ),
  page(
    '/patrol/plans/new',
    () => t('定巡查计划'),
    () => <NewPlan />,
    { may: mayPatrol.planPatrol },
  ),
  page(
    '/patrol/plan/$community/$id',
    () => plan.label,
    () => <PlanPage />,
    { machine: plan.name },
  ),
  page(
    '/patrol/points',
    () => point.label,
    () => <Points />,
    { may: mayPatrol.points },
  ),
  page(
    '/patrol/points/new',
    () => t('增加点位'),
    () => <NewPoint />,
    { may: mayPatrol.addPoint },
  ),
  page(
    '/patrol/point/$community/$id',
    () => point.label,
    () => <PointPage />,
    { machine: point.name },
  ),
  page(
    '/patrol/rounds',
    () => t('历次巡查'),
    () => <Rounds />,
    { may: mayPatrol.rounds },
  ),
  page(
    '/patrol/visits',
    () => visit.label,
    () => <Visits />,
    { may: mayPatrol.visits },
  ),
  page(
    '/patrol/round/$community/$id',
    () => round.label,
    () => <RoundPage />,
    { machine: round.name },
  ),
  page(
    '/homes/new',
    () => t('代登记上门'),
    () => <NewHomeVisit />,
    { may: mayVisit.arrangeFor },
  ),
  page(
    '/homes/$community/$id',
    () => homeVisit.label,
    () => <HomeVisitPage />,
    { machine: homeVisit.name },
  ),
  page(
    '/mine',
    () => t('我待办的'),
    () => <InHand op={work.ops.mine} title={t('我待办的')} />,
  ),
  page(
    '/late',
    () => t('超时的'),
    () => <InHand op={work.ops.late} title={t('超时的')} />,
  ),
  page(
    '/grid/request/$community/$id',
    () => request.label,
    () => <Request />,
    { machine: request.name },
  ),
  page(
    '/grid/help/$community/$id',
    () => task.label,
    () => <Task />,
    { machine: task.name },
  ),
  page(
    '/grid/order/$community/$id',
    () => order.label,
    () => <Order />,
    { machine: order.name },
  ),
]

/** Stands with the other settings, at the end of the menu. */
export const settings = [
  page(
    '/categories',
    () => t('事项分类'),
    () => <Categories />,
    { menu: { group: () => t('设置') }, may: mayCategory.categoryAdd },
  ),
]
