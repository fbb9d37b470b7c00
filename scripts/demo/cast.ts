/**
 * The people every demonstration and story knows by name, with the homes they always have, and where others come from.
 */
import type { Member } from './families.ts'
import type { Division } from './shape.ts'

export const castHomes: readonly { community: string; address: string; members: readonly Member[] }[] = [
  {
    community: '320582100004',
    address: '花园新村12幢3单元502室',
    members: [
      { name: '李福根', sex: '男', age: 71, relation: '户主' },
      { name: '王秀兰', sex: '女', age: 68, relation: '配偶' },
    ],
  },
  {
    community: '320582100004',
    address: '花园新村3幢2单元301室',
    members: [
      { name: '周国平', sex: '男', age: 64, relation: '户主' },
      { name: '陆惠芬', sex: '女', age: 62, relation: '配偶' },
    ],
  },
  {
    community: '320582100004',
    address: '园林二村5幢1单元402室',
    members: [
      { name: '郑晓东', sex: '男', age: 34, relation: '户主' },
      { name: '顾海燕', sex: '女', age: 33, relation: '配偶' },
      { name: '郑知夏', sex: '女', age: 6, relation: '女' },
    ],
  },
  {
    community: '320582100013',
    address: '书香苑2幢2单元601室',
    members: [
      { name: '陈静', sex: '女', age: 42, relation: '户主' },
      { name: '钱学军', sex: '男', age: 44, relation: '配偶' },
      { name: '钱思远', sex: '男', age: 14, relation: '子' },
    ],
  },
  {
    community: '320582100011',
    address: '西门新村7幢2单元202室',
    members: [
      { name: '沈丽', sex: '女', age: 31, relation: '户主' },
      { name: '许永刚', sex: '男', age: 33, relation: '配偶' },
    ],
  },
]

/** Nobody else in the town bears one of these names. */
export const castNames: ReadonlySet<string> = new Set(castHomes.flatMap(h => h.members.flatMap(m => m.name ?? [])))

/** 小郑's grid: the one 王婶 lives in. */
export const zhengGrid = '320582100004003'

export const here = '320582'

/** Districts that newcomers are registered in, weighted: nearer is more. */
export const hometowns: readonly (readonly [Division, number])[] = [
  [{ code: '320581', name: '常熟市' }, 6],
  [{ code: '320281', name: '江阴市' }, 8],
  [{ code: '320682', name: '如皋市' }, 9],
  [{ code: '321283', name: '泰兴市' }, 8],
  [{ code: '320925', name: '建湖县' }, 6],
  [{ code: '320826', name: '涟水县' }, 7],
  [{ code: '341522', name: '霍邱县' }, 9],
  [{ code: '341222', name: '太和县' }, 8],
  [{ code: '411481', name: '永城市' }, 7],
  [{ code: '411627', name: '太康县' }, 7],
  [{ code: '420281', name: '大冶市' }, 4],
  [{ code: '360429', name: '湖口县' }, 4],
  [{ code: '510115', name: '温江区' }, 2],
  [{ code: '520523', name: '金沙县' }, 5],
  [{ code: '610525', name: '澄城县' }, 3],
  [{ code: '530381', name: '宣威市' }, 4],
  [{ code: '500236', name: '奉节县' }, 3],
]

/** Where those live who are registered here and live elsewhere. */
export const elsewhere: readonly string[] = [
  '上海市',
  '南京市',
  '苏州工业园区',
  '无锡市',
  '杭州市',
  '北京市',
  '深圳市',
  '国外',
]
