/** The door's part of the contract: signing in by password, phone or passkey, the second factor, sessions, one's own security. */
import { z } from 'zod'
import { command, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { needs, roles, type Need, type Role } from './rules.ts'

export const RoleName = z.enum(Object.keys(roles) as Role[]).meta({ choices: roles })
export const Post = z.object({
  role: RoleName,
  label: z.string().describe('岗位'),
  place: Place.describe('范围'),
  /** The name of whoever holds it and is away. */
  for: z.string().optional().describe('代谁'),
})
export const Username = z
  .string()
  .trim()
  .min(2, '账号至少 2 个字')
  .max(40)
  .regex(/^(?!1[3-9]\d{9}$)\S+$/, '账号中不要有空格，也不要用手机号作账号')
  .describe('账号')
export const Phone = secret(
  z
    .string()
    .trim()
    .regex(/^1[3-9]\d{9}$/, '手机号应为 11 位')
    .describe('手机号'),
)
export const Name = z.string().trim().min(2, '姓名至少 2 个字').max(30).describe('姓名')
export const Password = secret(z.string().min(1, '请填写密码').max(200).describe('密码'))
const Code = secret(z.string().trim().min(1, '请填写').max(40))

/** `place` is where the account was opened. `need`: what must be done before anything else. */
export const Me = z.object({
  id: z.uuid(),
  name: z.string(),
  place: Place,
  posts: z.array(Post),
  person: z.uuid().nullable(),
  need: z
    .enum(Object.keys(needs) as Need[])
    .meta({ choices: needs })
    .nullable(),
})
export type Me = z.infer<typeof Me>

export const ways = {
  password: '密码',
  phone: '短信验证码',
  passkey: '通行密钥',
  totp: '动态码',
  recovery: '恢复码',
  code: '一次性码',
} as const
export type Way = keyof typeof ways
export const SignIn = z.object({
  id: z.uuid(),
  at: z.date().describe('时间'),
  way: z
    .enum(Object.keys(ways) as Way[])
    .meta({ choices: ways })
    .describe('方式'),
  ok: z.boolean().describe('成功'),
  ip: z.string().nullable().describe('网络地址'),
  device: z.string().describe('设备'),
})

const Session = z.object({
  id: z.uuid(),
  device: z.string().describe('设备'),
  ip: z.string().nullable().describe('网络地址'),
  created: z.date().describe('登录时间'),
  used: z.date().describe('最近使用'),
  current: z.boolean(),
})
const Passkey = z.object({
  passkey: z.string().describe('通行密钥'),
  name: z.string().describe('名称'),
  created: z.date().describe('登记时间'),
  used: z.date().nullable().describe('最近使用'),
})
export const Security = z.object({
  username: z.string().describe('账号'),
  phoneMasked: z.string().nullable().describe('手机号'),
  password: z.boolean().describe('有密码'),
  totp: z.boolean().describe('有动态码'),
  recovery: z.int().describe('剩余恢复码'),
  required: z.boolean().describe('岗位要求第二道验证'),
  /** Whether what protects the account may be changed now, or only after signing in anew. */
  fresh: z.boolean(),
  passkeys: z.array(Passkey).describe('通行密钥'),
  sessions: z.array(Session).describe('登录的设备'),
})
export type Security = z.infer<typeof Security>

/** What a browser says of a key. It is long, nobody reads it in a trail, and the library that checks it knows its shape. */
const Credential = secret(
  z.looseObject({ id: z.string().max(1400), response: z.looseObject({ clientDataJSON: z.string() }) }),
).describe('设备的答复')
const Challenge = z.object({ id: z.uuid(), options: z.record(z.string(), z.unknown()) })
const PasskeyName = z.string().trim().min(1, '请起个名字').max(30).describe('名称')
const recovery = secret(z.array(z.string())).describe('恢复码')

export const doorOps = {
  me: query('我是谁', z.object({}), z.object({ me: Me.nullable(), founded: z.boolean() })),
  signIn: command(
    '登录',
    z.object({
      username: secret(z.string().trim().min(1, '请填写账号').max(40).describe('账号或手机号')),
      password: Password,
    }),
    Me,
  ),
  askPasskey: command('请求用通行密钥登录', z.object({}), Challenge),
  signInByPasskey: command('用通行密钥登录', z.object({ id: z.uuid(), credential: Credential }), Me),
  /** The same answer whether or not the phone has an account. */
  sendCode: command('获取短信验证码', z.object({ phone: Phone }), z.object({})),
  /** Whoever comes for the first time says a name, and has an account. */
  signInByPhone: command(
    '用手机号登录',
    z.object({
      phone: Phone,
      code: Code.describe('短信验证码'),
      name: Name.optional().describe('怎么称呼您'),
      place: Place.length(12).optional().describe('住在哪个社区（村）'),
    }),
    Me,
  ),
  verifyCode: command('第二道验证', z.object({ code: Code.describe('动态码或恢复码') }), Me),
  accept: command(
    '凭一次性码设置密码',
    z.object({ code: Code.describe('一次性码'), fresh: Password.describe('新密码') }),
    Me,
  ),
  signOut: command('退出', z.object({}), z.object({})),
  changePassword: command(
    '修改密码',
    z.object({ old: Password.optional().describe('现在的密码'), fresh: Password.describe('新密码') }),
    Me,
  ),
  security: query('账号安全', z.object({}), Security),
  startTotp: command('开始设置动态码', z.object({}), secret(z.object({ secret: z.string(), uri: z.string() }))),
  confirmTotp: command('启用动态码', z.object({ code: Code.describe('动态码') }), z.object({ recovery })),
  removeTotp: command('停用动态码', z.object({ code: Code.describe('动态码或恢复码') }), z.object({})),
  renewRecovery: command('换一组恢复码', z.object({ code: Code.describe('动态码') }), z.object({ recovery })),
  startPasskey: command('开始登记通行密钥', z.object({}), Challenge),
  addPasskey: command('登记通行密钥', z.object({ id: z.uuid(), name: PasskeyName, credential: Credential }), Passkey),
  namePasskey: command(
    '给通行密钥改名',
    z.object({ passkey: z.string().describe('通行密钥'), name: PasskeyName }),
    Passkey,
  ),
  removePasskey: command('删除通行密钥', z.object({ passkey: z.string().describe('通行密钥') }), z.object({})),
  endSession: command('退出一台设备', z.object({ session: z.uuid().describe('设备') }), z.object({})),
  endSessions: command(
    '退出其他设备',
    z.object({ all: z.boolean().default(false).describe('连这台也退出') }),
    z.object({ ended: z.int() }),
  ),
  /** What seals the data of this account on a device. Only for oneself; no store on the way keeps it. */
  deviceKey: query(
    '设备密钥',
    z.object({ version: z.string().max(9).optional().describe('密钥版本') }),
    z.object({
      key: secret(z.string()),
      version: z.string(),
      hours: z.number().describe('设备上保留多少小时'),
      people: z.int().describe('设备上最多多少人'),
    }),
  ),
  mySignIns: query('我的登录记录', z.object(paging), paged(SignIn)),
}
