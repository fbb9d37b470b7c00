/** What the places module promises: the tree of divisions down to the grid, the map of grids, buildings and rooms. */
import { z } from 'zod'
import { command, Community, contract, Place, query } from '../../kernel/contract.ts'

const PlaceLine = z.object({
  code: Place.describe('代码'),
  name: z.string().describe('名称'),
  level: z.string().describe('级别'),
  parent: z.string().describe('上级'),
})
export type PlaceLine = z.infer<typeof PlaceLine>

const Position = z.tuple([z.number(), z.number()])
/** GeoJSON (RFC 7946), WGS 84 lon/lat. */
export const Polygon = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(Position).min(4).max(1000, '边界最多 1000 个点')).min(1).max(20),
})
export type Polygon = z.infer<typeof Polygon>

export const Building = z.object({
  community: Community,
  id: z.uuid(),
  place: Place.describe('网格'),
  code: z.string().describe('楼栋编码'),
  estate: z.string().describe('小区'),
  name: z.string().describe('楼栋'),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rooms: z.int().describe('户数'),
})
export type Building = z.infer<typeof Building>
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
const Home = Room.extend({ place: Place, address: z.string() })

export const places = contract('places', '地点', {
  /** `served`: only those in which a community has been opened. */
  tree: query(
    '下级区划',
    z.object({ parent: z.string().regex(/^\d*$/).default(''), served: z.boolean().default(false) }),
    z.array(PlaceLine),
  ),
  place: query('区划', z.object({ code: Place }), PlaceLine.extend({ path: z.array(PlaceLine) })),
  grids: query('网格', z.object({ place: Place }), z.array(PlaceLine)),
  map: query(
    '网格图',
    z.object({ place: Place }),
    z.object({
      type: z.literal('FeatureCollection'),
      features: z.array(
        z.object({
          type: z.literal('Feature'),
          properties: z.object({ code: Place, name: z.string() }),
          geometry: Polygon,
        }),
      ),
    }),
  ),
  locate: query(
    '在哪个网格',
    z.object({ lon: z.number(), lat: z.number() }),
    z.object({ place: Place.nullable(), name: z.string().nullable() }),
  ),
  buildings: query('楼栋', z.object({ place: Place, search: z.string().trim().max(40).optional() }), z.array(Building)),
  rooms: query('房屋', z.object({ community: Community, building: z.uuid() }), z.array(Room)),
  room: query('房屋', z.object({ community: Community, id: z.uuid() }), Home.nullable()),
  findRoom: query('按地址找房', z.object({ community: Community, address: z.string().trim().min(1) }), Home.nullable()),
  addPlace: command('增加区划', z.object({ place: Place, name: z.string().trim().min(2).max(60) }), PlaceLine),
  addGrid: command(
    '增加网格',
    z.object({ place: Place.length(15), name: z.string().trim().min(1).max(60), outline: Polygon }),
    PlaceLine,
  ),
  addBuilding: command(
    '增加楼栋',
    z.object({
      place: Place.length(15),
      estate: z.string().trim().max(40),
      name: z.string().trim().min(1).max(40),
      lon: z.number().optional(),
      lat: z.number().optional(),
    }),
    Building,
  ),
  addRooms: command(
    '增加房屋',
    z.object({
      place: Place.length(15),
      building: z.uuid(),
      rooms: z
        .array(Room.omit({ id: true, building: true }))
        .min(1)
        .max(1000),
    }),
    z.object({ added: z.int() }),
  ),
})
