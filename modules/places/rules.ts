/**
 * 地点与组织的规矩：区划、网格、楼栋、房屋、点位、组织人人可查；由受理员和系统管理员维护，组织由社区负责人一起维护。
 * The law of this module: everyone may look up a place and who answers for it; those who keep the list are few.
 */
import { any, anyone, clock, guard, limits, machine, post } from '../../kernel/rules.ts'

const keeper = any(post('system-admin').over('place'), post('clerk').over('place'))
/** Bodies are kept by those who stand for them, too; the street names people for seats as well. */
const secretary = any(keeper, post('head').over('place'))
const namer = any(secretary, post('chief').over('place'))
const walker = any(keeper, post('grid-worker').over('place'))

export const may = {
  tree: anyone,
  place: anyone,
  counts: anyone,
  grids: anyone,
  map: anyone,
  locate: anyone,
  baseMap: anyone,
  buildings: anyone,
  building: anyone,
  rooms: anyone,
  room: anyone,
  kinds: anyone,
  points: anyone,
  point: anyone,
  contacts: anyone,
  contact: anyone,
  responsible: anyone,
  bodies: anyone,
  body: anyone,
  members: namer,
  addMembers: namer,
  redrawings: secretary,
  redrawing: secretary,
  findRoom: keeper,
  addPlace: post('system-admin').over('place'),
  addGrid: keeper,
  addBuilding: keeper,
  addRooms: keeper,
  addPoint: walker,
  addContact: keeper,
  addBody: secretary,
  planRedrawing: keeper,
}

/** Levels by the length of the code. */
export const levels = { 2: '省', 4: '市', 6: '县（市、区）', 9: '街道（乡镇）', 12: '社区（村）', 15: '网格' } as const
export const parentOf = (place: string): string =>
  place.slice(0, { 4: 2, 6: 4, 9: 6, 12: 9, 15: 12 }[place.length] ?? 0)

/** A street's own records stand under its code filled up with zeros, as the statistics office writes it. */
export const communityOf = (place: string): string => place.slice(0, 12).padEnd(12, '0')

export const building = machine({
  name: 'places.building',
  label: '楼栋',
  source: '篇8 3.4「电子地图」',
  seen: keeper,
  initial: 'standing',
  states: { standing: '在用', gone: { label: '已拆除', end: true } },
  moves: {
    correctBuilding: { label: '更正', from: 'standing', by: keeper },
    placeBuilding: { label: '标到地图上', from: 'standing', by: walker },
    regrid: { label: '划到别的网格', from: 'standing', by: any(keeper, clock), source: 'GR-05' },
    demolish: { label: '登记拆除', from: 'standing', to: 'gone', by: keeper },
  },
})

export const point = machine({
  name: 'places.point',
  label: '点位',
  source: '篇2 一（二）1',
  seen: walker,
  initial: 'standing',
  states: { standing: '完好', broken: '损坏', gone: { label: '已撤除', end: true } },
  moves: {
    correctPoint: { label: '更正', from: ['standing', 'broken'], by: walker },
    breakPoint: { label: '登记损坏', from: 'standing', to: 'broken', by: walker },
    mendPoint: { label: '登记修好', from: 'broken', to: 'standing', by: walker },
    removePoint: { label: '登记撤除', from: ['standing', 'broken'], to: 'gone', by: keeper },
    regridPoint: { label: '划到别的网格', from: ['standing', 'broken'], by: any(keeper, clock) },
  },
})

/** Whom to call for a house: property, water, power, gas. */
export const contact = machine({
  name: 'places.contact',
  label: '服务联系',
  source: 'GR-03',
  seen: keeper,
  initial: 'standing',
  states: { standing: '在用', gone: { label: '已停用', end: true } },
  moves: {
    correctContact: { label: '更正', from: 'standing', by: keeper },
    endContact: { label: '停用', from: 'standing', to: 'gone', by: keeper },
    regridContact: { label: '划到别的网格', from: 'standing', by: any(keeper, clock) },
  },
})

type Drawn = { from: string; today: string }
/** A new map of a community's grids: drawn, looked at, and in force from its day. */
export const redrawing = machine({
  name: 'places.redrawing',
  label: '网格调整',
  source: 'GR-05',
  seen: secretary,
  initial: 'planned',
  states: {
    planned: { label: '待生效', due: { column: 'takesEffect', label: '生效日' } },
    adopted: { label: '已生效', end: true },
    dropped: { label: '已作罢', end: true },
  },
  moves: {
    adopt: {
      label: '现在生效',
      from: 'planned',
      to: 'adopted',
      by: any(keeper, clock),
      when: [guard('还没有到生效日', (d: Drawn) => d.from <= d.today)],
    },
    drop: { label: '作罢', from: 'planned', to: 'dropped', by: keeper },
  },
})

export const body = machine({
  name: 'places.body',
  label: '组织',
  source: '篇2 二（一）「四类机构」、篇2 二（一）「三类组织」、篇1 二（一）「治理架构」',
  seen: secretary,
  initial: 'working',
  states: { working: '运行', dissolved: { label: '已撤销', end: true } },
  moves: {
    amendBody: { label: '更正', from: 'working', by: secretary },
    addSeat: { label: '设职务', from: 'working', by: secretary },
    endSeat: { label: '撤职务', from: 'working', by: secretary },
    reportTo: { label: '定汇报关系', from: 'working', by: secretary },
    beginTerm: { label: '开始新一届', from: 'working', by: secretary, source: 'V-04' },
    takeSeat: { label: '任职', from: 'working', by: secretary, source: '篇2 二（一）「交叉任职」' },
    leaveSeat: { label: '卸任', from: 'working', by: secretary },
    answerTo: { label: '归谁领导或指导', from: 'working', by: secretary, source: '篇2 三（三）「双层管理」' },
    release: { label: '解除领导或指导', from: 'working', by: secretary },
    dissolve: { label: '撤销', from: 'working', to: 'dissolved', by: secretary, source: '篇2 一（二）3' },
  },
})

export const limit = limits('places', {
  termYears: { is: 5, label: '村（居）民委员会一届', unit: '年', source: 'V-04' },
})
