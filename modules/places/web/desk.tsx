/** The places' pages for staff: the tree with its map and buildings, one building, the map editor, points, whom to call, bodies. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { may } from '../rules.ts'

const NewPlace = lazy(async () => ({ default: (await import('./new-places.tsx')).NewPlace }))
const NewBuilding = lazy(async () => ({ default: (await import('./new-places.tsx')).NewBuilding }))
const Places = lazy(() => import('./places.tsx'))
const Building = lazy(() => import('./building.tsx'))
const MapEditor = lazy(() => import('./map-editor.tsx'))
const Redrawing = lazy(async () => ({ default: (await import('./redrawing.tsx')).RedrawingPage }))
const Redrawings = lazy(async () => ({ default: (await import('./redrawing.tsx')).RedrawingsPage }))
const WhoAnswers = lazy(async () => ({ default: (await import('./responsible.tsx')).WhoAnswers }))
const Points = lazy(async () => ({ default: (await import('./points.tsx')).PointsPage }))
const Point = lazy(async () => ({ default: (await import('./points.tsx')).PointPage }))
const NewPoint = lazy(async () => ({ default: (await import('./points.tsx')).NewPoint }))
const Contacts = lazy(async () => ({ default: (await import('./contacts.tsx')).ContactsPage }))
const Contact = lazy(async () => ({ default: (await import('./contacts.tsx')).ContactPage }))
const NewContact = lazy(async () => ({ default: (await import('./contacts.tsx')).NewContact }))
const Bodies = lazy(async () => ({ default: (await import('./bodies.tsx')).BodiesPage }))
const Body = lazy(async () => ({ default: (await import('./bodies.tsx')).BodyPage }))
const NewBody = lazy(async () => ({ default: (await import('./bodies.tsx')).NewBody }))

const group = () => t('人口与地点')

export const pages = [
  page(
    '/places',
    () => t('地点'),
    () => <Places />,
    { menu: { group } },
  ),
  page(
    '/places/new',
    () => t('增加区划'),
    () => <NewPlace />,
    { may: may.addPlace },
  ),
  page(
    '/places/new-building',
    () => t('增加楼栋'),
    () => <NewBuilding />,
    { may: may.addBuilding },
  ),
  page(
    '/places/map',
    () => t('网格图'),
    () => <MapEditor />,
    { menu: { group }, may: may.planRedrawing },
  ),
  page(
    '/places/redrawings',
    () => t('历次调整'),
    () => <Redrawings />,
    { may: may.redrawings },
  ),
  page(
    '/places/redrawing/$community/$id',
    () => t('网格调整'),
    () => <Redrawing />,
    { machine: 'places.redrawing' },
  ),
  page(
    '/places/$community/$id',
    () => t('楼栋'),
    () => <Building />,
    { machine: 'places.building' },
  ),
  page(
    '/responsible',
    () => t('这里谁负责'),
    () => <WhoAnswers />,
    { may: may.responsible },
  ),
  page(
    '/points',
    () => t('点位'),
    () => <Points />,
    { menu: { group } },
  ),
  page(
    '/points/new',
    () => t('增加点位'),
    () => <NewPoint />,
    { may: may.addPoint },
  ),
  page(
    '/points/$community/$id',
    () => t('点位'),
    () => <Point />,
    { machine: 'places.point' },
  ),
  page(
    '/contacts',
    () => t('服务联系'),
    () => <Contacts />,
    { menu: { group } },
  ),
  page(
    '/contacts/new',
    () => t('增加服务联系'),
    () => <NewContact />,
    { may: may.addContact },
  ),
  page(
    '/contacts/$community/$id',
    () => t('服务联系'),
    () => <Contact />,
    { machine: 'places.contact' },
  ),
  page(
    '/bodies',
    () => t('组织'),
    () => <Bodies />,
    { menu: { group } },
  ),
  page(
    '/bodies/new',
    () => t('增加组织'),
    () => <NewBody />,
    { may: may.addBody },
  ),
  page(
    '/bodies/$community/$id',
    () => t('组织'),
    () => <Body />,
    { machine: 'places.body' },
  ),
]
