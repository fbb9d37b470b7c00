/** The shapes of the ground: lines of the tree, outlines, buildings, points, whom to call, a redrawing. */
import { z } from 'zod'
import { Community, key, Offers, Place } from '../../kernel/contract.ts'
import { systems } from './coordinates.ts'
import { building, contact, point, redrawing } from './rules.ts'

export const PlaceLine = z.object({
  code: Place.describe('代码'),
  name: z.string().describe('名称'),
  level: z.string().describe('级别'),
  parent: z.string().describe('上级'),
})
export type PlaceLine = z.infer<typeof PlaceLine>

/** A place and the way to it. One that was given up says until when, and who took it over. */
export const PlaceCard = PlaceLine.extend({
  path: z.array(PlaceLine),
  until: z.iso.date().nullable(),
  became: z.array(PlaceLine),
})

export const PlaceCount = PlaceLine.extend({
  communities: z.int().describe('社区（村）'),
  grids: z.int().describe('网格'),
  buildings: z.int().describe('楼栋'),
  rooms: z.int().describe('房屋'),
  points: z.int().describe('点位'),
})

const Position = z.tuple([z.number(), z.number()])
/** GeoJSON (RFC 7946), WGS 84 lon/lat. */
export const Polygon = z
  .object({
    type: z.literal('Polygon'),
    coordinates: z
      .array(z.array(Position).min(4, '边界至少要 4 个点，首尾相同').max(1000, '边界最多 1000 个点'))
      .min(1)
      .max(20),
  })
  .refine(p => p.coordinates.reduce((n, ring) => n + ring.length, 0) <= 5000, '边界连同空洞最多 5000 个点')
export type Polygon = z.infer<typeof Polygon>

export const GridMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: Place, name: z.string() }),
      geometry: Polygon,
    }),
  ),
})

const Lon = z.number().describe('经度')
const Lat = z.number().describe('纬度')
export const System = z.enum(Object.keys(systems) as (keyof typeof systems)[]).meta({ choices: systems })

const stateOf = <S extends string>(machine: { states: Record<S, { label: string }> }) =>
  z.enum(Object.keys(machine.states) as S[]).meta({ choices: machine.states as Record<string, { label: string }> })

export const Building = z.object({
  community: Community,
  id: z.uuid(),
  place: Place.describe('网格'),
  code: z.string().describe('楼栋编码'),
  estate: z.string().describe('小区'),
  name: z.string().describe('楼栋'),
  /** As addresses are compared: 花园新村12. */
  key: z.string(),
  floors: z.int().nullable().describe('层数'),
  units: z.int().nullable().describe('单元数'),
  built: z.int().nullable().describe('建成年份'),
  lon: Lon.nullable(),
  lat: Lat.nullable(),
  rooms: z.int().describe('户数'),
})
export type Building = z.infer<typeof Building>
export const BuildingCard = Building.extend({ state: stateOf(building).describe('状态'), offers: Offers })

export const Room = z.object({
  id: z.uuid(),
  building: z.uuid(),
  unit: z.string().describe('单元'),
  floor: z.int().describe('层'),
  name: z.string().describe('房号'),
  use: z
    .enum(['home', 'shop', 'office', 'public'])
    .meta({ choices: { home: '住宅', shop: '商铺', office: '办公', public: '公用' } })
    .describe('用途'),
})
/** A room with its grid and the address people write: 花园新村12幢3单元502室. */
export const Home = Room.extend({ place: Place, address: z.string() })

export const Family = z
  .enum(['point', 'contact', 'body'])
  .meta({ choices: { point: '点位', contact: '服务联系', body: '组织' } })
export const Kind = z.object({
  family: Family,
  code: z.string().describe('代号'),
  label: z.string().describe('种类'),
  grouping: z.string().nullable().describe('归类'),
  duty: z.string().nullable().describe('职责'),
})

export const Point = z.object({
  ...key,
  place: Place.describe('网格'),
  kind: z.string(),
  kindLabel: z.string().describe('种类'),
  number: z.string().describe('编号'),
  name: z.string().describe('名称'),
  lon: Lon.nullable(),
  lat: Lat.nullable(),
  address: z.string().describe('位置'),
  phone: z.string().describe('电话'),
  hours: z.string().describe('开放时间'),
  note: z.string().describe('说明'),
  state: stateOf(point).describe('状态'),
})
export const PointCard = Point.extend({ offers: Offers })

export const Contact = z.object({
  ...key,
  place: Place.describe('范围'),
  kind: z.string(),
  kindLabel: z.string().describe('服务'),
  estate: z.string().nullable().describe('小区'),
  building: z.uuid().nullable(),
  name: z.string().describe('单位'),
  phone: z.string().describe('电话'),
  hours: z.string().describe('时间'),
  note: z.string().describe('说明'),
  state: stateOf(contact).describe('状态'),
})
export const ContactCard = Contact.extend({ offers: Offers })

export const GridDrawn = z.object({
  place: Place.length(15).describe('网格代码'),
  name: z.string().trim().min(1).max(60).describe('网格名称'),
  outline: Polygon.describe('边界'),
})
/** Who takes over what a grid had that nobody can place on the map. */
export const Ending = z.object({ place: Place.length(15), heir: Place.length(15) })

export const Redrawing = z.object({
  ...key,
  place: Place.describe('社区（村）'),
  title: z.string().describe('事由'),
  from: z.iso.date().describe('生效日'),
  state: stateOf(redrawing).describe('状态'),
  byName: z.string().describe('谁画的'),
  at: z.date().describe('何时'),
})
export const RedrawingCard = Redrawing.extend({
  grids: z.array(GridDrawn),
  ends: z.array(Ending),
  /** Square metres of the community that no grid covers, and of grids that lie outside of it. */
  gaps: z.number().describe('没有网格的面积'),
  outside: z.number().describe('超出社区的面积'),
  /** What moved when it came into force. */
  moved: z.int().describe('随之改划的楼栋和点位'),
  offers: Offers,
})
