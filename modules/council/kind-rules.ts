/**
 * 哪些组织议事、执行、监督：各按哪条法律表决，由哪些人组成，提前几天通知。
 * The kinds of bodies as data: what each is for, by which law it votes, and what the law asks of who sits on it.
 */
import type { BodyName } from './body-rules.ts'
import type { Limit } from './figure-rules.ts'
import type { Composition, Power } from './power-rules.ts'

export type Kind = {
  label: string
  power: Power
  /** Whose part it has in the order of matters; '' is its own business only. */
  level: 'assembly' | 'representatives' | 'council' | 'members' | 'memberRepresentatives' | 'owners' | ''
  laws: readonly BodyName[]
  notice: Limit
  /** Everybody of age belongs to it: there are no seats, only how many they are. */
  everyone?: true
  /** How many others one member may speak for; without it nobody sends another. */
  proxies?: Limit
  /** Its questions are decided by a ballot of persons and areas, not in a meeting. */
  byBallot?: true
  made?: Composition
}

/** What no law says of a committee's own meetings. */
const own = { level: '', laws: ['ownRules'], notice: 'noticeOwn' } as const

export const kinds = {
  villageAssembly: {
    label: '村民会议',
    power: 'decide',
    level: 'assembly',
    laws: ['villageAssembly', 'villageAssemblyByHousehold'],
    notice: 'noticeAssembly',
    everyone: true,
  },
  residentsAssembly: {
    label: '居民会议',
    power: 'decide',
    level: 'assembly',
    laws: ['residentsAssembly', 'residentsAssemblyByHousehold'],
    notice: 'noticeAssembly',
    everyone: true,
  },
  villageRepresentatives: {
    label: '村民代表会议',
    power: 'decide',
    level: 'representatives',
    laws: ['villageRepresentatives'],
    notice: 'noticeRepresentatives',
    made: { clause: '《村民委员会组织法》第29条', thirdWomen: true, fourFifthsElected: true },
  },
  residentsRepresentatives: {
    label: '居民代表会议',
    power: 'decide',
    level: 'representatives',
    laws: ['residentsRepresentatives'],
    notice: 'noticeRepresentatives',
    made: { clause: '《城市居民委员会组织法》第28条', fourFifthsElected: true },
  },
  council: {
    label: '村（居）民议事会',
    power: 'decide',
    level: 'council',
    laws: ['council'],
    notice: 'noticeCouncil',
    proxies: 'councilProxies',
    made: { clause: '惯例，可以调整', halfCadres: true, groups: true },
  },
  villageCommittee: {
    label: '村民委员会',
    power: 'execute',
    ...own,
    made: { clause: '《村民委员会组织法》第8条', least: 3, most: 7, oneWoman: true, noKin: true },
  },
  residentsCommittee: {
    label: '居民委员会',
    power: 'execute',
    ...own,
    made: { clause: '《城市居民委员会组织法》第8条', least: 5, most: 9, oneWoman: true, noKin: true },
  },
  villageSupervision: {
    label: '村务监督委员会',
    power: 'supervise',
    ...own,
    made: { clause: '《村民委员会组织法》第37条', finance: true },
  },
  residentsSupervision: {
    label: '居务监督委员会',
    power: 'supervise',
    ...own,
    made: { clause: '《城市居民委员会组织法》第36条' },
  },
  party: { label: '党组织', power: 'lead', level: '', laws: ['partyMembers'], notice: 'noticeOwn' },
  owners: {
    label: '业主大会',
    power: 'decide',
    level: 'owners',
    laws: ['ownersOrdinary', 'ownersSpecial'],
    notice: 'noticeOwners',
    everyone: true,
    byBallot: true,
  },
  members: {
    label: '集体经济组织成员大会',
    power: 'decide',
    level: 'members',
    laws: ['members'],
    notice: 'noticeMembers',
    everyone: true,
  },
  memberRepresentatives: {
    label: '集体经济组织成员代表大会',
    power: 'decide',
    level: 'memberRepresentatives',
    laws: ['memberRepresentatives'],
    notice: 'noticeMembers',
    made: { clause: '《农村集体经济组织法》第28条', over: 20, oneWoman: true },
  },
  board: {
    label: '集体经济组织理事会',
    power: 'execute',
    level: '',
    laws: ['board'],
    notice: 'noticeOwn',
    made: { clause: '《农村集体经济组织法》第29条', least: 3, most: 7, odd: true, noKin: true },
  },
  memberSupervision: {
    label: '集体经济组织监事会',
    power: 'supervise',
    ...own,
    made: { clause: '《农村集体经济组织法》第32条' },
  },
  newcomers: { label: '新市民管理委员会', power: 'execute', ...own },
  coordination: { label: '社区建设协调委员会', power: 'advise', ...own },
  service: { label: '物业公司、社区社会组织', power: 'execute', ...own },
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof kinds
export const kindOf = (name: string): Kind => kinds[name as KindName]

/** The side of the wall a body stands on: who decides or carries out, who watches, and who does neither. */
export const sideOf = (name: string): 'act' | 'watch' | 'none' => {
  const { power } = kindOf(name)
  return power === 'supervise' ? 'watch' : power === 'decide' || power === 'execute' ? 'act' : 'none'
}
