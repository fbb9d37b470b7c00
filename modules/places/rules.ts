/**
 * 地点的规矩：区划、网格、楼栋、房屋人人可查；由系统管理员维护。
 * The law of this module: everyone may look up a place; its administrators keep the list.
 */
import { any, anyone, post, problems } from '../../kernel/rules.ts'

const keeper = any(post('system-admin').over('place'), post('clerk').over('place'))

export const may = {
  tree: anyone,
  place: anyone,
  grids: anyone,
  map: anyone,
  locate: anyone,
  buildings: anyone,
  rooms: anyone,
  room: anyone,
  findRoom: keeper,
  addPlace: post('system-admin').over('place'),
  addGrid: keeper,
  addBuilding: keeper,
  addRooms: keeper,
}

/** Levels by the length of the code. */
export const levels = { 2: '省', 4: '市', 6: '县（市、区）', 9: '街道（乡镇）', 12: '社区（村）', 15: '网格' } as const
export const parentOf = (place: string): string =>
  place.slice(0, { 4: 2, 6: 4, 9: 6, 12: 9, 15: 12 }[place.length] ?? 0)

export const problem = problems('places', {
  noParent: [422, '上一级区划还没有建立'],
  placeTaken: [409, '这个代码已经有了'],
  badPolygon: [422, '网格边界不是有效的多边形'],
  overlap: [422, '网格边界与相邻网格重叠'],
  noSuchGrid: [422, '没有这个网格，请先建立网格'],
  buildingTaken: [409, '这栋楼已经登记'],
  noSuchBuilding: [422, '这个网格里没有这栋楼，请先登记楼栋'],
  roomTaken: [409, '这间房已经登记'],
})
