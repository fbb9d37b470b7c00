/** What the module promises: other systems as they are registered, matters passed on to them, and what they answered. */
import { z } from 'zod'
import {
  command,
  Community,
  contract,
  key,
  movesOf,
  Offers,
  paged,
  paging,
  Place,
  query,
  secret,
} from '../../kernel/contract.ts'
import { passing } from './rules.ts'

const State = z.enum(Object.keys(passing.states) as (keyof typeof passing.states)[]).meta({ choices: passing.states })
const formats = { json: 'JSON', xml: 'XML' } as const
const Mapped = z.object({
  service: z.string().describe('对方的服务'),
  name: z.string().describe('名称'),
  category: z.string().nullable().describe('分类代码'),
})

/** The key itself never leaves; whether there is one does. */
export const System = z.object({
  id: z.uuid(),
  place: Place.describe('范围'),
  name: z.string().describe('名称'),
  endpoint: z.string().describe('接口地址'),
  jurisdiction: z.string().nullable().describe('辖区代码'),
  format: z.enum(['json', 'xml']).meta({ choices: formats }).describe('格式'),
  active: z.boolean().describe('启用'),
  keyed: z.boolean().describe('有密钥'),
  pullInto: Community.nullable().describe('对方的事项归到'),
  contacted: z.date().nullable().describe('最近联系'),
  dead: z.boolean().describe('已停止联系'),
  tries: z.int().describe('连续没连上'),
  nextAt: z.date().nullable().describe('下次联系'),
  said: z.string().nullable().describe('说明'),
  brought: z.int().describe('已收'),
  waiting: z.int().describe('待送出'),
  sent: z.int().describe('对方办理中'),
  stuck: z.int().describe('送不出去'),
  services: z.array(Mapped),
  failures: z.array(z.object({ external: z.string(), said: z.string(), at: z.date() })),
})
export type System = z.infer<typeof System>

export const Passing = z.object({
  ...key,
  place: Place.describe('网格'),
  state: State.describe('状态'),
  matter: z.uuid().describe('事项'),
  number: z.string().describe('编号'),
  title: z.string().describe('事由'),
  system: z.uuid().describe('对接系统'),
  systemName: z.string().describe('对接系统'),
  service: z.string().describe('对方的服务'),
  external: z.string().nullable().describe('对方编号'),
  passedAt: z.date().describe('转出时间'),
  tries: z.int().describe('试过'),
  nextAt: z.date().nullable().describe('下次送出'),
  said: z.string().nullable().describe('没送成的原因'),
  heard: z.string().nullable().describe('对方答复'),
  heardAt: z.date().nullable().describe('答复时间'),
  toldAt: z.date().nullable().describe('我们的进展送到'),
  toldSaid: z.string().nullable().describe('进展没送到的原因'),
  offers: Offers,
})
export type Passing = z.infer<typeof Passing>

const Name = z.string().trim().min(2, '至少写 2 个字').max(40, '最多 40 个字').describe('名称')
const of = { place: Place.describe('范围'), id: z.uuid() }
const about = {
  endpoint: z.string().trim().max(300).describe('接口地址'),
  jurisdiction: z.string().trim().max(80).optional().describe('辖区代码'),
  apiKey: secret(z.string().trim().max(500).optional().describe('接口密钥')),
  format: z.enum(['json', 'xml']).meta({ choices: formats }).default('json').describe('格式'),
  pullInto: Community.optional().describe('对方的事项归到'),
}
const said = z.string().max(300).describe('没送成的原因')
const heard = z.string().max(300).describe('对方答复')
const at = z.date().describe('答复时间')
const external = z.string().max(200).describe('对方编号')

export const open311 = contract('open311', '对接系统', {
  systems: query('对接系统', z.object({ place: Place.optional().describe('范围') }), z.array(System)),
  add: command('登记对接系统', z.object({ place: of.place, name: Name, ...about }), System),
  /** A key left empty stays as it was. */
  change: command(
    '修改对接系统',
    z.object({ ...of, ...about, active: z.boolean().default(true).describe('启用') }),
    System,
  ),
  map: command(
    '对应服务',
    z.object({
      ...of,
      service: z.string().trim().min(1, '请选择对方的服务').max(80).describe('对方的服务'),
      category: z.string().trim().optional().describe('我们的分类'),
    }),
    System,
  ),
  retry: command('重试', z.object(of), System),
  receivers: query(
    '可以转到哪些系统',
    z.object({ place: Place }),
    z.array(z.object({ id: z.uuid(), name: z.string().describe('对接系统') })),
  ),
  passOn: command(
    '转给对接系统',
    z.object({
      place: of.place,
      number: z
        .string()
        .trim()
        .regex(/^[0-9]{12}$/, '编号是 12 位数字')
        .describe('事项编号'),
      system: z.uuid().describe('对接系统'),
      service: z.string().trim().max(80).optional().describe('对方的服务'),
      text: z.string().trim().max(500).optional().describe('附言'),
    }),
    Passing,
  ),
  passings: query(
    '转出的事项',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(State).optional().describe('状态'),
      system: z.uuid().optional().describe('对接系统'),
      ...paging,
    }),
    paged(Passing),
  ),
  passing: query('转出的事项', z.object(key), Passing),
  /** `because`: why the matter cannot be passed on to that system. */
  ofMatter: query(
    '这件事转出的情况',
    z.object(key),
    z.object({
      slips: z.array(Passing),
      ways: z.array(z.object({ id: z.uuid(), name: z.string().describe('对接系统'), because: z.string().nullable() })),
    }),
  ),
  ...movesOf(passing, Passing, {
    deliver: { external: external.optional(), token: z.string().max(200).optional().describe('回执') },
    postpone: { said, nextAt: z.date().describe('下次送出') },
    giveUp: { said },
    number: { external },
    hear: { heard, at },
    finish: { heard, at },
    told: { seq: z.int().describe('第几条'), said: said.optional() },
    untold: { said },
  }),
})
