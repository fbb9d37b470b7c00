/**
 * 什么事由谁定：哪些依法只能由全体决定，哪些可以授权给代表会议、议事会，哪些是要走四议两公开的重大事项。
 * Which matter is whose to decide, how far down it may be handed, and which are too large for a shortcut. Pure data.
 */
import { kindOf, type Kind } from './kind-rules.ts'

export type Matter = {
  label: string
  by: 'assembly' | 'members' | 'owners' | 'own'
  /** How far it may be handed down by a mandate. */
  to: 'none' | 'representatives' | 'council'
  major?: true
  clause: string
}
const vcl = (n: number) => `《村民委员会组织法》第${n}条`
const rceo = '《农村集体经济组织法》第26、28条'

export const matters = {
  fund: { label: '专项资金项目', by: 'assembly', to: 'council', clause: 'CD-06' },
  works: { label: '小型公益设施的建设和管护', by: 'assembly', to: 'council', clause: 'CD-06' },
  services: { label: '公共服务的内容和标准', by: 'assembly', to: 'council', clause: 'CD-06' },
  order: { label: '环境、停车、邻里秩序', by: 'assembly', to: 'council', clause: 'CD-06' },
  other: { label: '其他日常村（居）务', by: 'assembly', to: 'council', clause: 'CD-06' },
  wages: { label: '享受补贴的人员和标准', by: 'assembly', to: 'representatives', clause: vcl(28) },
  keyHelp: { label: '重点帮扶对象和方案', by: 'assembly', to: 'representatives', clause: vcl(28) },
  review: { label: '年度工作报告、民主评议', by: 'assembly', to: 'representatives', clause: vcl(27) },
  planning: { label: '规划和建设', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  income: { label: '集体收益的使用', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  levy: { label: '一事一议筹资筹劳', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  budget: { label: '年度预算、决算', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  loan: { label: '举债、大额投资', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  disposal: { label: '资产处置、大额出租', by: 'assembly', to: 'representatives', major: true, clause: vcl(28) },
  charter: { label: '自治章程、村规民约（居民公约）', by: 'assembly', to: 'none', clause: vcl(31) },
  election: { label: '委员会的选举、罢免', by: 'assembly', to: 'none', clause: vcl(14) },
  membership: { label: '集体经济组织成员身份确认', by: 'members', to: 'none', clause: rceo },
  collectiveCharter: { label: '集体经济组织章程', by: 'members', to: 'none', clause: rceo },
  land: { label: '土地承包、宅基地、征地补偿分配', by: 'members', to: 'none', major: true, clause: rceo },
  collective: { label: '集体经济组织的其他事项', by: 'members', to: 'representatives', clause: rceo },
  common: { label: '业主共同决定的事项', by: 'owners', to: 'none', clause: '《民法典》第278条' },
  own: { label: '本组织自己的事务', by: 'own', to: 'none', clause: '各组织的章程' },
} as const satisfies Record<string, Matter>
export type MatterName = keyof typeof matters
export const matterOf = (name: string): Matter => matters[name as MatterName]

/** Whether the law leaves it to such a body at all: by itself, by a mandate, or never. CD-01, CD-06, V-16, RCE-04. */
export function standing(kind: string, matter: string): 'own' | 'mandate' | 'never' {
  const { level }: Kind = kindOf(kind)
  const { by, to } = matterOf(matter)
  if (by === 'own') return 'own'
  if (by === 'owners') return level === 'owners' ? 'own' : 'never'
  if (by === 'members')
    return level === 'members' ? 'own' : level === 'memberRepresentatives' && to !== 'none' ? 'own' : 'never'
  if (level === 'assembly') return 'own'
  if (level === 'representatives') return to === 'none' ? 'never' : 'mandate'
  if (level === 'council') return to === 'council' ? 'mandate' : 'never'
  return 'never'
}

/** What of a mandate the law reserves: each with its clause. */
export const reserved = (kind: string, asked: readonly string[]): Matter[] =>
  asked.filter(m => standing(kind, m) !== 'mandate').map(matterOf)
