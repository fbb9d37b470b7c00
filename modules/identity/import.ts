/**
 * Staff from a sheet. The law keeps those who open accounts apart from those who hand out posts, so the same sheet is
 * handed in twice: what the one may not do is left for the other. Nobody's password or post is taken away by it.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { importKind, type ImportCtx, type Mistakes } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { mobile } from '../../kernel/numbers.ts'
import { any, permits } from '../../kernel/rules.ts'
import { closeSessionsOf } from '../../kernel/session.ts'
import { startMany } from '../../kernel/start-many.ts'
import { communityOf, PHONE, usernameOf } from './account.ts'
import { movingAccounts } from './card.ts'
import { newPassword } from './password.ts'
import { keepPassword } from './past-password.ts'
import { problem } from './problems.ts'
import { may, roles, type Role } from './rules.ts'

const isRole = (name: string): name is Role => Object.hasOwn(roles, name)
const roleIn = (text: string): Role | undefined =>
  isRole(text) ? text : (Object.keys(roles) as Role[]).find(role => roles[role].label === text)

const StaffRow = z.object({
  name: z.string().min(2, '姓名至少 2 个字').max(30, '姓名最多 30 个字'),
  username: z
    .string()
    .transform(usernameOf)
    .pipe(
      z
        .string()
        .min(2, '账号至少 2 个字')
        .max(40, '账号最多 40 个字')
        .regex(/^(?!1[3-9]\d{9}$)\S+$/, '账号中不要有空格，也不要用手机号作账号'),
    ),
  phone: z
    .string()
    .transform((text, told) => {
      const read = mobile(text)
      return read.ok ? read.value : (told.addIssue(read.say), z.NEVER)
    })
    .optional(),
  role: z.string().transform(
    (text, told) =>
      roleIn(text) ??
      (told.addIssue(
        `岗位应是${Object.values(roles)
          .map(r => r.label)
          .join('、')}之一`,
      ),
      z.NEVER),
  ),
  place: z.string().regex(/^\d+$/, '范围代码应是区划代码'),
  password: z.string().max(200, '密码最多 200 位').optional(),
  workPhone: z.string().max(30, '值班电话最多 30 个字').optional(),
})
type StaffRow = z.output<typeof StaffRow>

importKind({
  kind: 'identity.staff',
  label: '工作人员',
  may: any(may.enrol, may.appoint),
  columns: [
    { key: 'name', label: '姓名', required: true, example: '沈月华' },
    { key: 'username', label: '账号', also: ['用户名', '登录名', '登录账号'], required: true, example: 'shenyh' },
    { key: 'phone', label: '手机号', also: ['手机', '电话', '联系电话', '手机号码'], example: '13800000000' },
    {
      key: 'role',
      label: '岗位',
      also: ['角色', '职务'],
      required: true,
      hint: '由安全管理员导入时任命',
      example: '网格员',
    },
    {
      key: 'place',
      label: '范围代码',
      also: ['范围', '区划代码', '网格代码', '所属代码'],
      required: true,
      example: '320582100004001',
    },
    {
      key: 'password',
      label: '初始密码',
      also: ['密码'],
      hint: '不填更稳妥：由管理员在账号页取一次性码交给本人；填了的，首次登录须修改',
    },
    { key: 'workPhone', label: '值班电话', also: ['办公电话', '工作电话'], hint: '对外公布', example: '0512-58000000' },
  ],
  row: StaffRow,
  key: row => [row.username, row.role, row.place].join(' '),

  async check(ctx, rows) {
    const there = await accountsOf(ctx, rows)
    const opened = new Set(there.keys())
    return rows.map(row => {
      const wrong = mistakesIn(ctx, row, opened, there.get(row.username))
      if (!wrong && mayEnrol(ctx, row)) opened.add(row.username)
      return wrong
    })
  },

  async write(ctx, rows) {
    const before = await accountsOf(ctx, rows)
    const isMine = (one?: { place: string }) => one !== undefined && permits(may.enrol, ctx.me, { place: one.place })
    const opened = await openAll(
      ctx,
      rows.filter(row => mayEnrol(ctx, row) && !before.has(row.username)),
    )
    const changed = await correctAll(
      ctx,
      rows.filter(row => isMine(before.get(row.username))),
    )
    const accounts = await accountsOf(ctx, rows)
    const appointed = await appointAll(
      ctx,
      rows.filter(row => mayAppoint(ctx, row)).map(row => ({ ...row, account: accounts.get(row.username)!.id })),
    )
    const added = rows.filter(row => opened.has(row) || appointed.has(postOf(row))).length
    const same = rows.filter(
      row => !opened.has(row) && !appointed.has(postOf(row)) && !changed.has(row.username),
    ).length
    return { added, changed: rows.length - added - same, same }
  },
})

const mayEnrol = ({ me }: ImportCtx, { place }: StaffRow) => permits(may.enrol, me, { place })
const mayAppoint = ({ me }: ImportCtx, { place }: StaffRow) => permits(may.appoint, me, { place })
const postOf = ({ username, role, place }: Pick<StaffRow, 'username' | 'role' | 'place'>) =>
  [username, role, place].join(' ')

function mistakesIn(
  ctx: ImportCtx,
  row: StaffRow,
  opened: ReadonlySet<string>,
  there: { id: string; place: string } | undefined,
): Mistakes | null {
  const mine = there === undefined || permits(may.enrol, ctx.me, { place: there.place })
  const levels: readonly number[] = roles[row.role].at
  if (!row.place.startsWith(ctx.place) || !(mayEnrol(ctx, row) || mayAppoint(ctx, row)))
    return { place: '不在您管理的范围内' }
  if (!levels.includes(row.place.length)) return { place: problem.notAtThisLevel().message }
  if (mayAppoint(ctx, row) && there?.id === ctx.me.id) return { username: problem.ownPost().message }
  if (opened.has(row.username))
    return mine || mayAppoint(ctx, row) ? null : { username: problem.usernameTaken().message }
  return mayEnrol(ctx, row) ? null : { username: '还没有这个账号，请先由系统管理员导入' }
}

async function accountsOf({ db }: ImportCtx, rows: readonly StaffRow[]) {
  const names = [...new Set(rows.map(row => row.username))]
  const found = await db
    .selectFrom('identity.account')
    .select(['id', 'username', 'place'])
    .where('username', 'in', names)
    .execute()
  return new Map(found.map(account => [account.username, account]))
}

/** Whoever stands in several rows gets one account, from the first. Answers the rows that opened one. */
async function openAll(ctx: ImportCtx, rows: readonly StaffRow[]): Promise<ReadonlySet<StaffRow>> {
  const first = [...new Map(rows.toReversed().map(row => [row.username, row])).values()]
  const made = await Promise.all(
    first.map(async ({ name, username, place, phone, password, workPhone }) => ({
      community: communityOf(place),
      id: newId(ctx.now.getTime()),
      place,
      username,
      name,
      ...sealed(ctx, phone),
      workPhone: workPhone ?? null,
      state: password === undefined ? 'invited' : 'active',
      password: password === undefined ? null : await newPassword(ctx, password, { place, username, phone }),
      passwordAt: password === undefined ? null : ctx.now,
      awakeAt: ctx.now,
      mustChange: password !== undefined,
    })),
  )
  await startMany(ctx, movingAccounts, made)
  for (const { id, password } of made) await keepPassword(ctx, id, password)
  return new Set(first)
}

const sealed = ({ sealer }: ImportCtx, phone: string | undefined) => ({
  phone: phone ? sealer.seal(phone, PHONE) : null,
  phoneKey: phone ? sealer.index(phone, PHONE) : null,
})

/** An empty cell says nothing: what is known stays. Answers the usernames whose account changed. */
async function correctAll(ctx: ImportCtx, rows: readonly StaffRow[]): Promise<ReadonlySet<string>> {
  const given = rows.map(row => ({ ...row, ...sealed(ctx, row.phone) }))
  const { rows: changed } = await sql<{ username: string }>`
    update identity.account a set name = g.name, phone = case when g.phone_key is distinct from a.phone_key then coalesce(g.phone, a.phone) else a.phone end,
      phone_key = coalesce(g.phone_key, a.phone_key), work_phone = coalesce(g.work_phone, a.work_phone)
    from unnest(${given.map(r => r.username)}::text[], ${given.map(r => r.name)}::text[], ${given.map(r => r.phone)}::text[],
      ${given.map(r => r.phoneKey)}::text[], ${given.map(r => r.workPhone ?? null)}::text[]) as g (username, name, phone, phone_key, work_phone)
    where a.username = g.username and (a.name <> g.name or g.phone_key is distinct from a.phone_key and g.phone_key is not null
      or g.work_phone is distinct from a.work_phone and g.work_phone is not null)
    returning a.username`.execute(ctx.db)
  return new Set(changed.map(row => row.username))
}

/** Answers the posts that are new; who holds one already holds it. */
async function appointAll(
  ctx: ImportCtx,
  rows: readonly (StaffRow & { account: string })[],
): Promise<ReadonlySet<string>> {
  const today = dayOf(ctx.now)
  const { rows: made } = await sql<{ account: string; role: Role; place: string }>`
    insert into identity.post (id, account, role, place, during)
    select g.id, g.account, g.role, g.place, daterange(${today}::date, null)
    from unnest(${rows.map(() => newId(ctx.now.getTime()))}::uuid[], ${rows.map(r => r.account)}::uuid[], ${rows.map(r => r.role)}::text[],
      ${rows.map(r => r.place)}::text[]) as g (id, account, role, place)
    where not exists (select from identity.post p where p.account = g.account and p.role = g.role and p.place = g.place and p.during @> ${today}::date)
    returning account, role, place`.execute(ctx.db)
  for (const account of new Set(made.map(post => post.account))) await closeSessionsOf(ctx, account)
  const names = new Map(rows.map(row => [row.account, row.username]))
  return new Set(made.map(({ account, role, place }) => postOf({ username: names.get(account)!, role, place })))
}
