/**
 * What the places module promises: the tree of divisions down to the grid and its map through time, buildings and rooms,
 * points, whom to call, bodies and their posts, and who answers for a door.
 */
import { z } from 'zod'
import { command, Community, contract, key, movesOf, Place, query } from '../../kernel/contract.ts'
import { System } from './shapes.ts'
import * as shape from './shapes.ts'
import * as seats from './shapes-bodies.ts'
import { body, building, contact, point, redrawing } from './rules.ts'

export { addressKey, addressOf, roomKey } from './address.ts'
export { Building, Polygon, type PlaceLine } from './shapes.ts'
export type { Body, Seat } from './shapes-bodies.ts'

const Name = z.string().trim().min(1).max(60).describe('名称')
const Short = (label: string, most = 40) => z.string().trim().max(most).describe(label)
const Day = z.iso.date('请填写日期')
const Number_ = (label: string, least: number, most: number) => z.int().min(least).max(most).describe(label)
const InGrid = Place.length(15, '请选择网格').describe('网格')
/** What is typed or read from a map in another system is converted on its way in. */
const Where = {
  lon: z.number().optional().describe('经度'),
  lat: z.number().optional().describe('纬度'),
  system: System.default('wgs84').describe('坐标系'),
}
const Shown = z.object({
  name: z.string(),
  label: z.string(),
  phone: z.string().nullable(),
})

/** A correction takes the same fields, each only when it is said: what has a default there would be wiped out here. */
const BuildingFields = {
  estate: Short('小区'),
  name: z.string().trim().min(1).max(40).describe('楼栋'),
  floors: Number_('层数', 1, 200).optional(),
  units: Number_('单元数', 0, 99).optional(),
  built: Number_('建成年份', 1800, 2200).optional(),
}
const PointFields = {
  kind: z.string().describe('种类'),
  number: Short('编号'),
  name: Name,
  address: Short('位置', 80),
  phone: Short('电话', 30),
  hours: Short('开放时间', 60),
  note: Short('说明', 200),
}
const ContactFields = {
  kind: z.string().describe('服务'),
  name: Name.describe('单位'),
  phone: z.string().trim().min(3, '请填写电话').max(30).describe('电话'),
  hours: Short('时间', 60),
  note: Short('说明', 200),
}
const BodyFields = {
  name: Name.describe('组织'),
  duty: Short('职责', 500),
  phone: Short('电话', 30),
  office: Short('办公地点', 80),
}
const some = <T extends z.ZodRawShape>(fields: T) => z.object(fields).partial().shape
export const places = contract('places', '地点与组织', {
  /** `served`: only those in which a community has been opened. */
  tree: query(
    '下级区划',
    z.object({ parent: z.string().regex(/^\d*$/).default(''), served: z.boolean().default(false) }),
    z.array(shape.PlaceLine),
  ),
  /** `on`: as it was called on that day. A grid that was given up is still found. */
  place: query('区划', z.object({ code: Place, on: z.iso.date().optional() }), shape.PlaceCard),
  counts: query('区划与数量', z.object({ parent: z.string().regex(/^\d*$/).default('') }), z.array(shape.PlaceCount)),
  grids: query('网格', z.object({ place: Place }), z.array(shape.PlaceLine)),
  /** `outlines`: the communities' own, instead of their grids. */
  map: query('网格图', z.object({ place: Place, outlines: z.boolean().default(false) }), shape.GridMap),
  locate: query(
    '在哪个网格',
    z.object({ lon: z.number(), lat: z.number(), system: System.default('wgs84') }),
    z.object({ place: Place.nullable(), name: z.string().nullable() }),
  ),
  /** The map program of this installation and the system in which it counts; the pictures that lie under our maps, if any. */
  baseMap: query(
    '地图软件',
    z.object({}),
    z.object({
      system: System,
      link: z.string().nullable(),
      tiles: z.object({ layers: z.array(z.string()), credit: z.string() }).nullable(),
    }),
  ),
  buildings: query(
    '楼栋',
    z.object({ place: Place, search: z.string().trim().max(40).optional() }),
    z.array(shape.Building),
  ),
  building: query('楼栋', z.object(key), shape.BuildingCard),
  rooms: query('房屋', z.object({ community: Community, building: z.uuid() }), z.array(shape.Room)),
  room: query('房屋', z.object(key), shape.Home.nullable()),
  findRoom: query(
    '按地址找房',
    z.object({ community: Community, address: z.string().trim().min(1) }),
    shape.Home.nullable(),
  ),
  kinds: query('种类', z.object({ family: shape.Family }), z.array(shape.Kind)),
  points: query(
    '点位',
    z.object({ place: Place, kind: z.string().optional().describe('种类'), search: Short('名称、编号').optional() }),
    z.array(shape.Point),
  ),
  point: query('点位', z.object(key), shape.PointCard),
  contacts: query('服务联系', z.object({ place: Place }), z.array(shape.Contact)),
  contact: query('服务联系', z.object(key), shape.ContactCard),
  /** Who answers for a door: ask with a room, a building, a position or a grid; the first that is given counts. */
  responsible: query(
    '这户谁负责',
    z.object({
      community: Community.optional(),
      room: z.uuid().optional(),
      building: z.uuid().optional(),
      lon: z.number().optional(),
      lat: z.number().optional(),
      place: Place.optional(),
    }),
    z.object({
      grid: Place.nullable(),
      gridName: z.string().nullable(),
      community: Place.nullable(),
      address: z.string().nullable(),
      building: z.uuid().nullable(),
      /** On duty, the nearest first. */
      duty: z.array(Shown.extend({ place: Place })),
      contacts: z.array(Shown.extend({ kind: z.string(), hours: z.string() })),
      bodies: z.array(Shown.extend({ community: Community, id: z.uuid(), head: z.string().nullable() })),
    }),
  ),
  addPlace: command('增加区划', z.object({ place: Place, name: z.string().trim().min(2).max(60) }), shape.PlaceLine),
  addGrid: command('增加网格', shape.GridDrawn, shape.PlaceLine),
  addBuilding: command(
    '增加楼栋',
    z.object({ place: InGrid, ...BuildingFields, estate: BuildingFields.estate.default(''), ...Where }),
    shape.BuildingCard,
  ),
  addRooms: command(
    '增加房屋',
    z.object({
      place: InGrid,
      building: z.uuid(),
      rooms: z
        .array(shape.Room.omit({ id: true, building: true }))
        .min(1)
        .max(1000),
    }),
    z.object({ added: z.int() }),
  ),
  addPoint: command(
    '增加点位',
    z.object({
      place: InGrid,
      ...PointFields,
      number: PointFields.number.default(''),
      address: PointFields.address.default(''),
      phone: PointFields.phone.default(''),
      hours: PointFields.hours.default(''),
      note: PointFields.note.default(''),
      ...Where,
    }),
    shape.PointCard,
  ),
  addContact: command(
    '增加服务联系',
    z.object({
      place: Place.min(12, '请选择社区或网格').describe('范围'),
      ...ContactFields,
      hours: ContactFields.hours.default(''),
      note: ContactFields.note.default(''),
      estate: Short('小区').optional(),
      building: z.uuid().optional().describe('楼栋'),
    }),
    shape.ContactCard,
  ),

  redrawings: query('网格调整', z.object({ place: Place }), z.array(shape.Redrawing)),
  redrawing: query('网格调整', z.object(key), shape.RedrawingCard),
  planRedrawing: command(
    '调整网格',
    z.object({
      place: Community.describe('社区（村）'),
      title: z.string().trim().min(2, '请说明为何调整').max(80).describe('事由'),
      from: Day.describe('生效日'),
      grids: z.array(shape.GridDrawn).min(1).max(100).describe('网格'),
      ends: z.array(shape.Ending).max(100).default([]).describe('撤销的网格'),
    }),
    shape.RedrawingCard,
  ),

  bodies: query(
    '组织',
    z.object({ place: Place, on: z.iso.date().optional().describe('在哪一天') }),
    z.array(seats.Body),
  ),
  body: query('组织', z.object({ ...key, on: z.iso.date().optional() }), seats.BodyCard),
  members: query('任职人员', z.object({ place: Place, search: Short('姓名').optional() }), z.array(seats.Member)),
  /** People who are named for posts, as other modules seat them: one entry here for each, wherever they sit. */
  addMembers: command(
    '登记任职人员',
    z.object({
      place: Place.length(12, '请选择社区（村）').describe('社区（村）'),
      members: z
        .array(
          z.object({
            name: Short('姓名', 30).min(1, '请填写姓名'),
            account: z.uuid().optional(),
            another: z.boolean().default(false),
          }),
        )
        .min(1)
        .max(200)
        .describe('人员'),
    }),
    z.array(z.object({ id: z.uuid(), name: z.string() })),
  ),
  addBody: command(
    '增加组织',
    z.object({
      place: Place.min(9, '请选择街道或社区').max(12, '请选择街道或社区').describe('所在地'),
      kind: z.string().describe('种类'),
      ...BodyFields,
      duty: BodyFields.duty.optional(),
      phone: BodyFields.phone.default(''),
      office: BodyFields.office.default(''),
      from: Day.optional().describe('成立'),
    }),
    seats.BodyCard,
  ),

  ...movesOf(building, shape.BuildingCard, {
    correctBuilding: some(BuildingFields),
    placeBuilding: { lon: z.number().describe('经度'), lat: z.number().describe('纬度'), system: Where.system },
    regrid: { to: InGrid },
    demolish: { on: Day.describe('拆除日期') },
  }),
  ...movesOf(point, shape.PointCard, {
    correctPoint: { ...some(PointFields), ...Where },
    regridPoint: { to: InGrid },
  }),
  ...movesOf(contact, shape.ContactCard, {
    correctContact: some(ContactFields),
    regridContact: { to: InGrid },
  }),
  ...movesOf(redrawing, shape.RedrawingCard),
  ...movesOf(body, seats.BodyCard, {
    amendBody: some(BodyFields),
    addSeat: {
      name: Short('职务', 30).min(1, '请填写职务'),
      number: Number_('名额', 1, 500).default(1),
      above: z.uuid().optional().describe('向谁汇报'),
    },
    endSeat: { seat: z.uuid().describe('职务') },
    reportTo: { seat: z.uuid().describe('职务'), above: z.uuid().optional().describe('向谁汇报') },
    beginTerm: {
      name: Short('届次', 30).min(1, '请填写届次'),
      from: Day.describe('自'),
      to: Day.optional().describe('至'),
    },
    takeSeat: {
      seat: z.uuid().describe('职务'),
      member: z.uuid().optional().describe('名单里的人'),
      name: Short('姓名', 30).optional(),
      /** Another of the same name who serves here already. */
      another: z.boolean().default(false).describe('和名单里同名的不是同一人'),
      account: z.uuid().optional().describe('此人的账号'),
      how: seats.How.default('elected').describe('如何产生'),
      from: Day.describe('任职日期'),
    },
    leaveSeat: { holding: z.uuid().describe('谁'), on: Day.describe('卸任日期'), why: Short('原因', 100).default('') },
    answerTo: {
      upper: z.uuid().describe('上级组织'),
      relation: seats.LineKind.default('leads').describe('关系'),
      from: Day.optional().describe('自'),
    },
    release: { line: z.uuid().describe('哪一层关系'), on: Day.describe('解除日期') },
    dissolve: {
      on: Day.describe('撤销日期'),
      everyone: z.boolean().default(false).describe('在任的一并卸任'),
    },
  }),
})
