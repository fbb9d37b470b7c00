/**
 * 账号与岗位的规矩：谁能登录，谁能任命谁，三个管理员互不兼任。
 * The law of this module: who may sign in, who appoints whom, and that no one holds two of the three administrators' posts.
 */
import { any, anyone, clock, limits, post, problems, signedIn } from '../../kernel/rules.ts'

/** 篇8 3.2.1(1)「统一用户」、篇8 3.1「三类用户」. Every post a person can hold: what people call it, and the levels of the place tree where it exists. */
export const roles = {
  'system-admin': { label: '系统管理员', at: [2, 4, 6, 9, 12] },
  'security-admin': { label: '安全管理员', at: [2, 4, 6, 9, 12] },
  'audit-admin': { label: '审计管理员', at: [2, 4, 6, 9, 12] },
  chief: { label: '街道（镇）负责人', at: [9] },
  head: { label: '社区（村）书记、主任', at: [12] },
  clerk: { label: '受理员', at: [6, 9, 12] },
  'grid-worker': { label: '网格员', at: [15] },
  repairer: { label: '维修人员', at: [6, 9, 12] },
  supervisor: { label: '监督员', at: [9, 12] },
  'council-chair': { label: '议事会召集人', at: [12] },
  doctor: { label: '家庭医生', at: [9, 12] },
} as const
export type Role = keyof typeof roles
/** Who serves a place: posted in public with the work phone (GR-03). */
export const serving = ['grid-worker', 'clerk', 'head', 'doctor'] as const satisfies Role[]
export const administrators = ['system-admin', 'security-admin', 'audit-admin'] as const satisfies Role[]

const systemAdmin = post('system-admin').over('place')
const securityAdmin = post('security-admin').over('place')
const auditAdmin = post('audit-admin').over('place')

export const may = {
  me: anyone,
  signIn: anyone,
  signOut: signedIn,
  changePassword: signedIn,
  found: anyone,
  enrol: systemAdmin,
  appoint: securityAdmin,
  accounts: any(systemAdmin, securityAdmin),
  holders: any(
    post('clerk').over('place'),
    post('head').over('place'),
    post('chief').over('place'),
    systemAdmin,
    securityAdmin,
    clock,
  ),
  onDuty: anyone,
  looks: signedIn,
  trail: auditAdmin,
}

/** Set by the security administrator, not by those who run the system. */
const kept = { name: 'identity', keeper: 'security-admin' }
export const limit = limits(kept, {
  tries: { is: 5, label: '连续输错几次锁定', unit: '次', source: 'GB/T 22239-2019 8.1.4.1b; assumption' },
  lockMinutes: {
    is: 15,
    label: '锁定多久',
    unit: '分钟',
    source: 'GB/T 22239-2019 8.1.4.1b; assumption',
    may: 'raise',
  },
  passwordLength: {
    is: 10,
    label: '密码最短',
    unit: '位',
    source: 'GB/T 22239-2019 8.1.4.1a; assumption',
    may: 'raise',
  },
  staffIdle: {
    is: 30,
    label: '工作人员多久不动须重新登录',
    unit: '分钟',
    source: 'GB/T 22239-2019 8.1.4.1b; assumption',
    may: 'lower',
  },
  sessionHours: { is: 12, label: '一次登录最长', unit: '小时', source: 'assumption', may: 'lower' },
  followMinutes: { is: 30, label: '凭编号查询后可操作', unit: '分钟', source: 'assumption', may: 'lower' },
})

export const problem = problems('identity', {
  wrong: [401, '账号或密码不对'],
  locked: [429, '输错次数过多，账号已锁定 15 分钟'],
  weak: [422, '密码至少 10 位，并含大写字母、小写字母、数字、符号中的三种，且不能包含账号或手机号'],
  usernameTaken: [409, '这个账号名已被使用'],
  phoneTaken: [409, '这个手机号已用于另一个账号'],
  hasAccount: [409, '此人已有账号'],
  noSuchAccount: [422, '没有这个账号'],
  alreadyHolds: [409, '此人已担任这个岗位'],
  twoAdministrators: [409, '系统、安全、审计三个管理员不能由同一人担任'],
  notAtThisLevel: [422, '这个岗位不设在这一级'],
  alreadyFounded: [409, '系统已经建好，请直接登录'],
  ownPost: [403, '不能给自己任命岗位'],
})
