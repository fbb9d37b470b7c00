/** What the identity module promises: who is here, which posts they hold, and who looked at what. */
import { z } from 'zod'
import { command, contract, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { roles, type Role } from './rules.ts'

export const RoleName = z.enum(Object.keys(roles) as Role[]).meta({ choices: roles })
const Post = z.object({ role: RoleName, label: z.string().describe('岗位'), place: Place.describe('范围') })
const Username = z
  .string()
  .trim()
  .min(2, '账号至少 2 个字')
  .max(40)
  .regex(/^(?!1[3-9]\d{9}$)\S+$/, '账号中不要有空格，也不要用手机号作账号')
  .describe('账号')
const Phone = secret(
  z
    .string()
    .trim()
    .regex(/^1[3-9]\d{9}$/, '手机号应为 11 位')
    .describe('手机号'),
)
const Name = z.string().trim().min(2, '姓名至少 2 个字').max(30).describe('姓名')
const Password = secret(z.string().min(1, '请填写密码').max(200).describe('密码'))

/** `place` is where the account was opened. `mustChange`: the password was set by somebody else. */
const Me = z.object({
  id: z.uuid(),
  name: z.string(),
  place: Place,
  posts: z.array(Post),
  person: z.uuid().nullable(),
  mustChange: z.boolean(),
})
export type Me = z.infer<typeof Me>

const Administrator = z.object({ username: Username, name: Name, password: Password })
const Account = z.object({
  id: z.uuid(),
  username: z.string().describe('账号'),
  name: z.string().describe('姓名'),
  posts: z.array(Post).describe('岗位'),
  lastSignIn: z.date().nullable().describe('上次登录'),
})

export const Look = z.object({
  at: z.date().describe('时间'),
  op: z.string(),
  label: z.string().describe('做了什么'),
  name: z.string().nullable().describe('谁'),
  reason: z.string().nullable().describe('为何'),
  kind: z.string(),
})
const TrailLine = Look.extend({
  id: z.int(),
  community: z.string(),
  record: z.uuid().nullable(),
  input: z.record(z.string(), z.unknown()),
})

export const identity = contract('identity', '账号与岗位', {
  me: query('我是谁', z.object({}), z.object({ me: Me.nullable(), founded: z.boolean() })),
  signIn: command(
    '登录',
    z.object({
      username: secret(z.string().trim().min(1, '请填写账号').max(40).describe('账号或手机号')),
      password: Password,
    }),
    Me,
  ),
  signOut: command('退出', z.object({}), z.object({})),
  changePassword: command('修改密码', z.object({ old: Password, fresh: Password }), Me),
  /** Without a security administrator nobody can be given a post: name all three people. */
  found: command(
    '建立系统',
    z.object({
      place: Place,
      ...Administrator.shape,
      security: Administrator.optional().describe('安全管理员'),
      audit: Administrator.optional().describe('审计管理员'),
    }),
    Me,
  ),
  enrol: command(
    '开设账号',
    z.object({
      place: Place,
      username: Username,
      name: Name,
      password: Password,
      phone: Phone.optional(),
      workPhone: z.string().trim().max(30).optional().describe('值班电话'),
      person: z.uuid().optional(),
    }),
    Account,
  ),
  appoint: command(
    '任命岗位',
    z.object({
      account: z.uuid(),
      role: RoleName,
      place: Place,
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    Account,
  ),
  accounts: query('账号列表', z.object({ search: z.string().optional(), ...paging }), paged(Account)),
  /** Staff who hold a post at or under a place; for choosing who shall do something. */
  holders: query(
    '在岗人员',
    z.object({ place: Place, role: RoleName.optional() }),
    z.array(z.object({ id: z.uuid(), name: z.string(), role: RoleName, label: z.string(), place: Place })),
  ),
  /** Who serves this grid: posted in public, with the work phone, as GR-03 wants. */
  onDuty: query(
    '本网格谁负责',
    z.object({ place: Place }),
    z.array(z.object({ name: z.string(), label: z.string(), place: Place, workPhone: z.string().nullable() })),
    { print: '网格公示牌' },
  ),
  looks: query('谁看过我的信息', z.object(paging), paged(Look)),
  trail: query(
    '留痕',
    z.object({
      place: Place.optional(),
      op: z.string().optional(),
      actor: z.uuid().optional(),
      record: z.uuid().optional(),
      ...paging,
    }),
    paged(TrailLine),
  ),
})
