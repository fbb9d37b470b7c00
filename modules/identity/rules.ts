/**
 * 账号与岗位的规矩：谁能登录，谁能任命谁，谁能代谁，三个管理员互不兼任，也不担任别的岗位。
 * The law of this module: who may sign in and how surely, who appoints whom, who may stand in for whom, and the separation of the three administrators.
 */
import { any, anyone, clock, limits, machine, own, post, signedIn, type Figure } from '../../kernel/rules.ts'
import { source, unused } from './dormant-rules.ts'

export { limit } from './figures.ts'

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
  accountant: { label: '会计', at: [9, 12] },
  cashier: { label: '出纳', at: [9, 12] },
} as const
export type Role = keyof typeof roles
/** Who serves a place: posted in public with the work phone (GR-03). */
export const serving = ['grid-worker', 'clerk', 'head', 'doctor'] as const satisfies Role[]
/** Who works on the road: a shift without signal is no reason to be signed out. */
export const outdoors = ['grid-worker', 'repairer'] as const satisfies Role[]
export const administrators = ['system-admin', 'security-admin', 'audit-admin'] as const satisfies Role[]

const systemAdmin = post('system-admin').over('place')
const securityAdmin = post('security-admin').over('place')
const auditAdmin = post('audit-admin').over('place')
const accountAdmin = any(systemAdmin, securityAdmin)

/** 账号的一生。A new account waits for its owner, who sets the password; closed, it stays as a record and opens nothing. */
export const account = machine({
  name: 'identity.account',
  label: '账号',
  source: '篇8 3.2.1(1)「统一用户」; GB/T 22239-2019 8.1.4.2',
  seen: accountAdmin,
  initial: 'invited',
  states: {
    invited: { label: '待启用', due: { column: 'invitedUntil', label: '邀请失效' } },
    active: '在用',
    dormant: '久未登录，已锁',
    closed: '已停用',
    gone: { label: '本人已注销', end: true },
  },
  moves: {
    activate: { label: '启用', from: 'invited', to: 'active', by: own('id') },
    invite: { label: '重发邀请', from: 'invited', by: systemAdmin },
    lapse: { label: '久未登录，锁定', from: 'active', to: 'dormant', by: clock, when: unused, source },
    wake: { label: '解锁', from: 'dormant', to: 'active', by: securityAdmin, source },
    close: { label: '停用', from: ['invited', 'active', 'dormant'], to: 'closed', by: systemAdmin },
    reopen: { label: '恢复', from: 'closed', to: 'active', by: systemAdmin },
    resetPassword: { label: '重置密码', from: 'active', by: securityAdmin },
    clearFactors: { label: '解除第二道验证', from: 'active', by: securityAdmin },
    redatePost: { label: '改岗位起止', from: ['invited', 'active', 'dormant'], by: securityAdmin },
    endPost: { label: '结束岗位', from: ['invited', 'active', 'dormant'], by: securityAdmin },
    leave: { label: '注销账号', from: 'active', to: 'gone', by: own('id'), source: 'PI-12' },
  },
})

/** 委托：the holder of a post lets a colleague act while away; it ends by itself, and is not lent on. */
export const delegation = machine({
  name: 'identity.delegation',
  label: '岗位委托',
  source: 'assumption',
  seen: securityAdmin,
  initial: 'given',
  states: { given: '有效', recalled: { label: '已收回', end: true } },
  moves: { recall: { label: '收回委托', from: 'given', to: 'recalled', by: any(own('owner'), securityAdmin) } },
})

/** What comes before anything else in a session, in this order, and by which operations it is done; somebody else may always sign in. */
const always = ['me', 'signOut', 'signIn', 'sendCode', 'signInByPhone', 'askPasskey', 'signInByPasskey'] as const
export const needs = {
  code: { label: '第二道验证', ops: [...always, 'verifyCode'], say: 'needCode' },
  password: { label: '设置自己的密码', ops: [...always, 'changePassword'], say: 'needPassword' },
  factor: {
    label: '设置第二道验证',
    ops: [...always, 'security', 'startTotp', 'confirmTotp', 'startPasskey', 'addPasskey'],
    say: 'needFactor',
  },
} as const
export type Need = keyof typeof needs

export const may = {
  me: anyone,
  signIn: anyone,
  askPasskey: anyone,
  signInByPasskey: anyone,
  sendCode: anyone,
  signInByPhone: anyone,
  accept: anyone,
  verifyCode: signedIn,
  signOut: signedIn,
  changePassword: signedIn,
  security: signedIn,
  startTotp: signedIn,
  confirmTotp: signedIn,
  removeTotp: signedIn,
  renewRecovery: signedIn,
  startPasskey: signedIn,
  addPasskey: signedIn,
  namePasskey: signedIn,
  removePasskey: signedIn,
  endSession: signedIn,
  endSessions: signedIn,
  mySignIns: signedIn,
  deviceKey: signedIn,
  colleagues: signedIn,
  delegate: signedIn,
  delegations: signedIn,
  found: anyone,
  enrol: systemAdmin,
  appoint: securityAdmin,
  accounts: accountAdmin,
  account: accountAdmin,
  administrators: any(systemAdmin, securityAdmin, auditAdmin),
  permissions: signedIn,
  signIns: securityAdmin,
  link: post('clerk').over('place'),
  holders: any(...['clerk', 'head', 'chief'].map(role => post(role).over('place')), accountAdmin, clock),
  onDuty: anyone,
  looks: signedIn,
  trail: auditAdmin,
}

const isAdministrator = (role: string) => (administrators as readonly string[]).includes(role)
/** 8.1.4.1d：which post asks for a second factor; an area sets 1 or 0. */
export const factor = limits(
  { name: 'identity.factor', keeper: 'security-admin' },
  Object.fromEntries(
    Object.entries(roles).map(([role, { label }]) => [
      role,
      {
        is: Number(isAdministrator(role)),
        label: `${label}须有第二道验证`,
        unit: '（1 是，0 否）',
        source: 'GB/T 22239-2019 8.1.4.1d; assumption',
        may: 'set' as const,
      },
    ]),
  ) as Record<Role, Figure>,
)
