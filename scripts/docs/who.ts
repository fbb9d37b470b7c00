/**
 * Who may do what, computed with `permits` for each post in four places as seen from the record: in that very place,
 * above it, below it, elsewhere. Nothing here is written by hand.
 */
import { permits, theClock, type Actor, type Rule } from '../../kernel/rules.ts'
import { roles } from '../../modules/identity/rules.ts'
import { namedIn, sayOwner, sayRole } from './say.ts'
import { table } from './system.ts'

const place = '320582100001'
export const relations = { 本: place, 上: '320582100', 下: `${place}001`, 外: '320582100002' } as const
const someone = '某人'
const row = { place, fromPlace: place, owner: '甲', holder: '乙', ticket: '丙', account: '丁' }
const holding = (role: string, at: string): Actor => ({ id: someone, posts: [{ role, place: at }] })

/** A letter for each place from which the post is enough; '✓' when it is enough from anywhere. */
function ofRole(rule: Rule, role: string): string {
  const from = Object.entries(relations).filter(([, at]) => permits(rule, holding(role, at), row))
  return from.length === Object.keys(relations).length ? '✓' : from.map(([letter]) => letter).join('') || '·'
}
const yes = (rule: Rule, actor: Actor | null, of: Record<string, string> = row) =>
  permits(rule, actor, of) ? '✓' : '·'

export function whoMay(ops: readonly { label: string; rule: Rule }[]): string[] {
  const { roles: posts, columns } = namedIn(ops.map(op => op.rule))
  const shown = Object.keys(roles).filter(role => posts.includes(role))
  const hidden = Object.keys(roles).filter(role => !posts.includes(role))
  const withClock = posts.includes('clock')
  const head = [
    '做什么',
    ...shown.map(sayRole),
    ...columns.map(sayOwner),
    '其他登录的人',
    ...(withClock ? ['系统（到时自动）'] : []),
    '未登录',
  ]
  const rows = ops.map(({ label, rule }) => [
    label,
    ...shown.map(role => ofRole(rule, role)),
    ...columns.map(column => yes(rule, { id: someone, posts: [] }, { ...row, [column]: someone })),
    yes(rule, { id: someone, posts: [] }),
    ...(withClock ? [yes(rule, theClock)] : []),
    yes(rule, null),
  ])
  const legend = '「本」岗位就在该地；「上」岗位在上级；「下」岗位在下级；「外」岗位在别处；「✓」可以；「·」不可以。'
  const rest = hidden.length && `${hidden.map(sayRole).join('、')}在这里没有特别的权限，与「其他登录的人」相同。`
  return [[legend, rest].filter(Boolean).join(''), '', ...table(head, rows)]
}
