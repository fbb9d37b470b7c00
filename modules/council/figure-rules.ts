/**
 * 议事的数：会议提前几天通知，决议公示几天，议事会多少人，联名要多少人。
 * The figures of this module, each with its clause. Pure, like the rest of the law.
 */
import { limits } from '../../kernel/rules.ts'

export const limit = limits('council', {
  noticeAssembly: { is: 10, label: '村（居）民会议提前通知', unit: '天', source: 'V-14;R-10', may: 'raise' },
  noticeOnward: { is: 10, label: '要提交村（居）民会议的事项提前通知', unit: '天', source: 'CD-09', may: 'raise' },
  noticeRepresentatives: { is: 3, label: '代表会议提前通知', unit: '天', source: 'CD-09; assumption', may: 'raise' },
  noticeCouncil: { is: 3, label: '议事会提前通知', unit: '天', source: 'CD-09; assumption', may: 'raise' },
  noticeMembers: { is: 10, label: '集体经济组织成员大会提前通知', unit: '天', source: 'RCE-02', may: 'raise' },
  noticeOwners: { is: 15, label: '业主大会提前通知', unit: '天', source: 'O-09', may: 'raise' },
  noticeOwn: { is: 1, label: '委员会等自己的会议提前通知', unit: '天', source: 'assumption', may: 'raise' },
  councilSize: { is: 21, label: '议事会成员至少', unit: '人', source: 'CD-03; assumption', may: 'set' },
  groupSeats: { is: 2, label: '议事会每个小组至少', unit: '人', source: 'CD-03; assumption', may: 'set' },
  termYears: { is: 5, label: '一届', unit: '年', source: 'V-04' },
  councilProxies: { is: 1, label: '议事会成员一人最多受托', unit: '人', source: 'assumption', may: 'set' },
  examineDays: { is: 15, label: '议题审查', unit: '天', source: 'CD-07; assumption', may: 'lower' },
  jointHouseholds: { is: 10, label: '联名提议题至少（按户）', unit: '户', source: 'CD-08; assumption', may: 'lower' },
  alike: { is: 3, label: '几件同类事项可以成为议题', unit: '件', source: 'assumption', may: 'set' },
  displayDays: { is: 15, label: '决议公示至少', unit: '天', source: 'V-22;R-13', may: 'raise' },
  addressTopics: { is: 10, label: '同一网络地址 10 分钟内最多不登录提议题', unit: '件', source: 'assumption' },
})
export type Limit = keyof typeof limit
