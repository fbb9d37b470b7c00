/** The words of this module: what a choice is called, and what people mean by it. Pure. */
import { idKinds } from '../../kernel/numbers.ts'

export const residences = {
  registered: '户籍在此居住',
  registeredAway: '户籍在此不居住',
  settled: '外来常住',
  tenant: '租住',
} as const
/** What somebody who is met here can be; living elsewhere is a move of its own. */
export const residencesHere = {
  registered: residences.registered,
  settled: residences.settled,
  tenant: residences.tenant,
} as const
export type ResidenceKind = keyof typeof residences

/** 篇2 一（二）2：How officials group the four: two overlap on purpose, whoever is registered here and lives here is in both. */
export const groups = {
  registered: '户籍在此',
  living: '居住在此',
  away: '人户分离（户在人不在）',
  floating: '流动（人在户不在）',
} as const
export const inGroup: Record<keyof typeof groups, readonly ResidenceKind[]> = {
  registered: ['registered', 'registeredAway'],
  living: ['registered', 'settled', 'tenant'],
  away: ['registeredAway'],
  floating: ['settled', 'tenant'],
}

export const relations = {
  householder: '户主',
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  grandchild: '孙辈',
  other: '其他',
} as const
export type RelationKind = keyof typeof relations

/** What a clerk chooses between; which of the 18-digit cards it is, its number says. */
export const papers = {
  card: '身份证、居住证、永居证（18 位）',
  oldForeign: '外国人永久居留证（旧版）',
  travelPermit: '港澳台通行证',
  passport: '护照',
} as const
/** What is kept. */
export const documents = {
  ...idKinds,
  oldForeign: '外国人永久居留证（旧版）',
  hongKongTravel: '港澳居民来往内地通行证（香港）',
  macaoTravel: '港澳居民来往内地通行证（澳门）',
  taiwanTravel: '台湾居民来往大陆通行证',
  passport: '护照',
} as const
export type DocumentKind = keyof typeof documents

export const contactKinds = { phone: '备用手机', landline: '固定电话', emergency: '紧急联系人' } as const
export const outcomes = { met: '见到人', nobody: '家中无人', declined: '不便接待', gone: '已搬走' } as const

/** What a card says of a person that can be edited field by field. */
export const fields = {
  name: '姓名',
  sex: '性别',
  birth: '出生日期',
  idNumber: '证件号码',
  phone: '手机号',
  residence: '居住类型',
  relation: '与户主关系',
  hometown: '户籍地',
} as const
export type Field = keyof typeof fields
/** What else a person may ask of their card. */
export const besides = { home: '住处', erase: '删除手机号、联系人和关爱标签', other: '其他' } as const
