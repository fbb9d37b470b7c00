/** What the identity module promises: who is here, which posts they hold and lend, and who looked at what. */
import { z } from 'zod'
import { command, contract, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { doorOps, Me, Name, Password, Phone, Post, RoleName, SignIn, Username } from './contract-door.ts'
import { account, delegation } from './rules.ts'

export { RoleName, ways, type Me, type Security, type Way } from './contract-door.ts'

const Administrator = z.object({ username: Username, name: Name, password: Password })
const State = z
  .enum(Object.keys(account.states) as (keyof typeof account.states)[])
  .meta({ choices: account.states })
  .describe('状态')
const Account = z.object({
  ...key,
  place: Place.describe('所属'),
  username: z.string().describe('账号'),
  name: z.string().describe('姓名'),
  posts: z.array(Post).describe('岗位'),
  state: State,
  lastSignIn: z.date().nullable().describe('上次登录'),
  unusedDays: z.int().describe('多少天没用'),
})
const Day = z.iso.date()
/** `today`: held today; before and after it, only listed. */
const HeldPost = Post.extend({
  id: z.uuid(),
  from: Day.describe('自'),
  to: Day.nullable().describe('至'),
  today: z.boolean(),
})
export const AccountCard = Account.extend({
  phoneMasked: z.string().nullable().describe('手机号'),
  workPhone: z.string().nullable().describe('值班电话'),
  held: z.array(HeldPost).describe('任过的岗位'),
  factor: z.boolean().describe('有第二道验证'),
  sessions: z.int().describe('登录的设备'),
  codeUntil: z.date().nullable().describe('一次性码有效至'),
  offers: Offers,
  /** The one-time code, in the answer to whoever asked for it and never again. */
  revealed: secret(z.string()).optional(),
})
export type AccountCard = z.infer<typeof AccountCard>

const Delegation = z.object({
  ...key,
  place: Place.describe('范围'),
  label: z.string().describe('岗位'),
  ownerName: z.string().describe('委托人'),
  deputyName: z.string().describe('受托人'),
  from: Day.describe('自'),
  until: Day.describe('至'),
  reason: z.string().describe('事由'),
  state: z
    .enum(Object.keys(delegation.states) as (keyof typeof delegation.states)[])
    .meta({ choices: delegation.states })
    .describe('状态'),
  today: z.boolean().describe('今天有效'),
  offers: Offers,
})
export type Delegation = z.infer<typeof Delegation>

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
  /** When it was done, where that was before it was sent. */
  made: z.date().nullable().describe('何时做的'),
  community: z.string(),
  record: z.uuid().nullable(),
  input: z.record(z.string(), z.unknown()),
})

export const identity = contract('identity', '账号与岗位', {
  ...doorOps,
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
  /** Answers with a one-time code by which the owner sets a password; nobody sets one for somebody else. */
  enrol: command(
    '开设账号',
    z.object({
      place: Place,
      username: Username,
      name: Name,
      phone: Phone.optional(),
      workPhone: z.string().trim().max(30).optional().describe('值班电话'),
      person: z.uuid().optional(),
    }),
    AccountCard,
  ),
  appoint: command(
    '任命岗位',
    z.object({ account: z.uuid(), role: RoleName, place: Place, from: Day.optional(), to: Day.optional() }),
    Account,
  ),
  accounts: query(
    '账号列表',
    z.object({
      search: z.string().optional(),
      state: State.optional(),
      residents: z.boolean().default(false).describe('也看居民自己开的'),
      /** With a post: locked, or locked within two weeks unless its owner comes. */
      unused: z.boolean().default(false).describe('只看久未登录'),
      ...paging,
    }),
    paged(Account),
  ),
  account: query('账号', z.object(key), AccountCard),
  ...movesOf(account, AccountCard, {
    redatePost: { post: z.uuid().describe('哪个岗位'), from: Day.describe('自'), to: Day.optional().describe('至') },
    endPost: { post: z.uuid().describe('哪个岗位'), to: Day.optional().describe('最后一天') },
    leave: {
      understood: z
        .boolean()
        .refine(yes => yes, '请先勾选：我明白，注销后账号不能恢复')
        .describe('我明白，注销后账号不能恢复'),
    },
  }),
  /** The three, as all three may see them: who keeps whom in check. */
  administrators: query(
    '三个管理员',
    z.object({}),
    z.array(HeldPost.extend({ name: z.string().describe('姓名'), factor: z.boolean().describe('有第二道验证') })),
  ),
  /** The rules as they stand: each operation, and the posts that may. */
  permissions: query(
    '权限表',
    z.object({}),
    z.array(
      z.object({
        module: z.string(),
        label: z.string(),
        lines: z.array(
          z.object({
            op: z.string(),
            label: z.string().describe('做什么'),
            kind: z.enum(['query', 'command', 'move']),
            open: z.enum(['all', 'signedIn', 'posts']),
            posts: z.array(z.object({ role: RoleName, reach: z.enum(['here', 'below']) })),
          }),
        ),
      }),
    ),
  ),
  signIns: query(
    '登录记录',
    z.object({
      account: z.uuid().optional().describe('账号'),
      failed: z.boolean().default(false).describe('只看没有成功的'),
      ...paging,
    }),
    paged(SignIn.extend({ name: z.string().describe('姓名'), username: z.string().describe('账号') })),
  ),
  /** Who may stand in for a post of mine: colleagues who serve the same place or one above it. */
  colleagues: query(
    '可以代我的同事',
    z.object({ post: z.uuid() }),
    z.array(z.object({ id: z.uuid(), name: z.string(), label: z.string() })),
  ),
  delegations: query(
    '我的委托',
    z.object({}),
    z.object({ posts: z.array(HeldPost), given: z.array(Delegation), received: z.array(Delegation) }),
  ),
  delegate: command(
    '委托岗位',
    z.object({
      post: z.uuid().describe('我的岗位'),
      deputy: z.uuid().describe('委托给谁'),
      from: Day.describe('自'),
      until: Day.describe('至'),
      reason: z.string().trim().min(2, '请写明事由').max(100).describe('事由'),
    }),
    Delegation,
  ),
  ...movesOf(delegation, Delegation),
  /** Asked by the people module alone, when a clerk has approved that this account is this person's. */
  link: command(
    '账号与人关联',
    z.object({ account: z.uuid().describe('账号'), person: z.uuid(), place: Place.describe('社区（村）') }),
    z.object({}),
  ),
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
