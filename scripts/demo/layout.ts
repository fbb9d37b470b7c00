/**
 * What is fixed about the demonstration street: its real division codes, and which compound stands in which grid.
 * Names and codes are real; every outline, compound, house and person is invented.
 */
import type { Division, Kind, PublicPlace } from './shape.ts'

export const street: Division & { above: Division[] } = {
  code: '320582100',
  name: '杨舍镇',
  above: [
    { code: '32', name: '江苏省' },
    { code: '3205', name: '苏州市' },
    { code: '320582', name: '张家港市' },
  ],
}

/** Compound, kind and number of buildings of each grid, row by row from the north, each row from the west (GR-05). */
export type Plot = readonly [compound: string, kind: Kind, buildings: number]
export type CommunityPlan = Division & { rows: readonly (readonly Plot[])[] }

export const communityPlans: readonly CommunityPlan[] = [
  {
    code: '320582100004',
    name: '花园浜社区',
    rows: [
      [
        ['花园新村', 'walkup', 5],
        ['花园新村', 'walkup', 5],
        ['花园新村', 'walkup', 5],
      ],
      [
        ['园林二村', 'walkup', 5],
        ['园林二村', 'walkup', 5],
        ['花园公馆', 'tower', 2],
        ['东苑小区', 'walkup', 5],
      ],
      [
        ['横河小区', 'walkup', 4],
        ['花园三村', 'walkup', 5],
        ['花园三村', 'walkup', 5],
      ],
    ],
  },
  {
    code: '320582100013',
    name: '暨阳社区',
    rows: [
      [
        ['暨阳花园', 'tower', 2],
        ['暨阳花园', 'tower', 2],
        ['暨阳新村', 'walkup', 4],
      ],
      [
        ['湖滨名邸', 'tower', 2],
        ['湖滨名邸', 'tower', 2],
        ['暨阳新村', 'walkup', 5],
      ],
      [
        ['书香苑', 'walkup', 5],
        ['书香苑', 'walkup', 5],
        ['明珠公寓', 'tower', 2],
        ['明珠里', 'walkup', 5],
      ],
    ],
  },
  {
    code: '320582100011',
    name: '西门社区',
    rows: [
      [
        ['西门新村', 'walkup', 5],
        ['西门新村', 'walkup', 4],
        ['城河小区', 'walkup', 5],
        ['长安公寓', 'tower', 2],
      ],
      [
        ['西苑', 'walkup', 5],
        ['西苑', 'walkup', 5],
        ['学前里', 'walkup', 4],
      ],
      [
        ['北庄里', 'walkup', 5],
        ['北庄里', 'walkup', 5],
        ['阳光花苑', 'tower', 2],
      ],
    ],
  },
  {
    code: '320582100036',
    name: '范庄社区',
    rows: [
      [
        ['范庄家园', 'walkup', 5],
        ['范庄家园', 'walkup', 5],
      ],
      [
        ['范庄家园', 'walkup', 4],
        ['范庄家园', 'walkup', 5],
        ['新庄府', 'tower', 2],
        ['陆家埭', 'village', 23],
      ],
      [
        ['范家巷', 'village', 23],
        ['许家湾', 'village', 23],
        ['钱家宅', 'village', 23],
        ['陈家桥', 'village', 23],
      ],
    ],
  },
]

/** Community (last three digits), grid number, kind, name. A park, market or school takes the plot of one building. */
export const publicPlaces: readonly (readonly [string, number, PublicPlace['kind'], string])[] = [
  ['004', 5, 'service-centre', '花园浜社区服务中心'],
  ['004', 3, 'clinic', '花园浜社区卫生服务站'],
  ['004', 8, 'park', '花园浜口袋公园'],
  ['013', 6, 'service-centre', '暨阳社区服务中心'],
  ['013', 7, 'clinic', '暨阳社区卫生服务站'],
  ['013', 3, 'park', '暨阳健身公园'],
  ['011', 3, 'service-centre', '西门社区服务中心'],
  ['011', 8, 'clinic', '西门社区卫生服务站'],
  ['011', 2, 'market', '西门菜场'],
  ['011', 7, 'school', '学前里小学'],
  ['036', 4, 'service-centre', '范庄社区服务中心'],
  ['036', 1, 'clinic', '范庄社区卫生服务站'],
  ['036', 3, 'market', '范庄菜场'],
  ['036', 8, 'park', '许家湾文化广场'],
]

export const homesWanted = 4500
export const emptyHomes = 150
export const peopleWanted = 12000
export const mattersWanted = 900

/** Grids whose people report three times as much as others. */
export const hotSpots: readonly string[] = [
  '320582100004003',
  '320582100004008',
  '320582100013004',
  '320582100011002',
  '320582100036003',
]

export type RoadNames = { rows: readonly string[]; lane: string }
export const avenueName = '暨阳路'
export const crossNames: readonly string[] = ['长安路', '沙洲路']
/** The streets between the rows of each community, in the order of `communityPlans`. */
export const roadNames: readonly RoadNames[] = [
  { rows: ['园林路', '横河路'], lane: '花园' },
  { rows: ['东苑路', '书院路'], lane: '暨阳' },
  { rows: ['西门路', '学前路'], lane: '西门' },
  { rows: ['范庄路', '新农路'], lane: '范庄' },
]
