/**
 * 组织有什么职权，席位有什么职务，近亲属是哪些人。
 * What bodies are for, what of their making the law asks, which posts their seats have, and who is a near relative.
 */
/** What a body is for. 篇1 二（二）「三分离」: who decides does not carry out, who carries out does not watch. */
export const powers = {
  decide: '决策',
  execute: '执行',
  supervise: '监督',
  lead: '领导',
  advise: '协商',
} as const
export type Power = keyof typeof powers

export type Composition = {
  clause: string
  least?: number
  most?: number
  /** More than this many. */
  over?: number
  odd?: true
  oneWoman?: true
  thirdWomen?: true
  halfCadres?: true
  groups?: true
  fourFifthsElected?: true
  finance?: true
  noKin?: true
}
export const roles = {
  convener: '召集人（主任）',
  deputy: '副职',
  member: '成员',
  representative: '代表',
  exOfficio: '委员会成员（当然参加）',
} as const
export type SeatRole = keyof typeof roles

/** 《民法典》第1045条: 近亲属. */
export const relations = {
  spouse: '配偶',
  parent: '父母子女',
  sibling: '兄弟姐妹',
  grandparent: '祖父母、外祖父母与孙子女、外孙子女',
} as const
export type Relation = keyof typeof relations
