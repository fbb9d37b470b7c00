/** A rule in the words of an official: 「管辖该地的受理员、网格员，或承办人」. */
import type { Rule } from '../../kernel/rules.ts'
import { roles } from '../../modules/identity/rules.ts'

const names: Record<string, string> = {
  ...Object.fromEntries(Object.entries(roles).map(([role, { label }]) => [role, label])),
  clock: '系统（到时自动）',
}
export const sayRole = (role: string): string => names[role] ?? unnamed(`role ${role}`)

/** Who a record's own column means; a rule on a column that is not here cannot be said, and printing stops. */
const owners: Record<string, string> = {
  owner: '提出人',
  holder: '承办人',
  ticket: '凭编号查询的反映人',
  account: '本人',
  to: '收件人',
  asker: '申请人',
  id: '本人',
}
export const sayOwner = (column: string): string => owners[column] ?? unnamed(`column ${column}`)

export function sayRule(rule: Rule): string {
  switch (rule.kind) {
    case 'anyone':
      return '任何人'
    case 'signedIn':
      return '登录的人'
    case 'own':
      return sayOwner(rule.field)
    case 'post':
      return `${where(rule)}${sayRole(rule.role)}`
    case 'any':
      return sayAny(flat(rule.rules))
    case 'all':
      return rule.rules.map(sayRule).join('，并且是')
  }
}

type Post = Extract<Rule, { kind: 'post' }>
const where = ({ role, reach, field }: Post) =>
  role === 'clock' ? '' : reach === 'in' ? '就在该地的' : (reaches[field] ?? '管辖该地的')
const reaches: Record<string, string> = { desk: '负责这一级的', fromPlace: '管辖迁出地的' }
const flat = (rules: readonly Rule[]): Rule[] => rules.flatMap(r => (r.kind === 'any' ? flat(r.rules) : [r]))

/** Posts of the same reach are named together. */
function sayAny(rules: readonly Rule[]): string {
  const posts = Map.groupBy(
    rules.filter(r => r.kind === 'post'),
    where,
  )
  const said = [...posts].map(([reach, those]) => `${reach}${those.map(p => sayRole(p.role)).join('、')}`)
  const others = rules.filter(r => r.kind !== 'post').map(sayRule)
  return [...new Set([...said, ...others])].join('，或')
}

/** Posts and columns that these rules name, each once. */
export function namedIn(rules: readonly Rule[]): { roles: string[]; columns: string[] } {
  const all = [...rules]
  for (const rule of all) if (rule.kind === 'any' || rule.kind === 'all') all.push(...rule.rules)
  return {
    roles: [...new Set(all.flatMap(r => (r.kind === 'post' ? [r.role] : [])))],
    columns: [...new Set(all.flatMap(r => (r.kind === 'own' ? [r.field] : [])))],
  }
}

const unnamed = (what: string): never => {
  throw new Error(`scripts/docs/say.ts has no Chinese name for ${what}`)
}
