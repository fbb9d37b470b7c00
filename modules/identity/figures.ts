/** The figures of signing in, of sessions, of one-time codes and of standing in for others. Customary values of the assessors: the standard itself names none. */
import { limits } from '../../kernel/rules.ts'

/** Set by the security administrator, not by those who run the system. */
export const limit = limits(
  { name: 'identity', keeper: 'security-admin' },
  {
    tries: { is: 5, label: '连续输错几次锁定', unit: '次', source: 'GB/T 22239-2019 8.1.4.1b; assumption' },
    lockMinutes: { is: 15, label: '锁定多久', unit: '分钟', source: 'GB/T 22239-2019 8.1.4.1b; assumption' },
    addressTries: {
      is: 60,
      label: '同一网络地址 10 分钟内最多登录',
      unit: '次',
      source: 'GB/T 22239-2019 8.1.4.4; assumption',
    },
    passwordLength: {
      is: 10,
      label: '密码最短',
      unit: '位',
      source: 'GB/T 22239-2019 8.1.4.1a; assumption',
      may: 'raise',
    },
    passwordDays: {
      is: 90,
      label: '工作人员多久换一次密码',
      unit: '天',
      source: 'GB/T 22239-2019 8.1.4.1a; assumption',
      may: 'set',
    },
    passwordsKept: {
      is: 5,
      label: '最近几次用过的密码不能再用',
      unit: '次',
      source: 'GB/T 22239-2019 8.1.4.1a; assumption',
      may: 'raise',
    },
    dormantDays: {
      is: 90,
      label: '在岗账号多久没有登录就锁定',
      unit: '天',
      source: 'GB/T 22239-2019 8.1.4.2c; assumption',
      may: 'lower',
    },
    staffIdle: {
      is: 15,
      label: '坐班人员多久不动须重新登录',
      unit: '分钟',
      source: 'GB/T 22239-2019 8.1.4.1b; assumption',
      may: 'set',
    },
    fieldIdle: { is: 480, label: '外勤人员多久不动须重新登录', unit: '分钟', source: 'assumption', may: 'lower' },
    residentIdle: {
      is: 30,
      label: '居民多久不动须重新登录',
      unit: '分钟',
      source: 'GB/T 22239-2019 8.1.4.1b; assumption',
      may: 'set',
    },
    sessionHours: {
      is: 8,
      label: '一次登录最长',
      unit: '小时',
      source: 'GB/T 22239-2019 8.1.4.1b; assumption',
      may: 'lower',
    },
    sessions: {
      is: 3,
      label: '同时登录的设备',
      unit: '台',
      source: 'GB/T 22239-2019 8.1.4.1b; assumption',
      may: 'set',
    },
    freshMinutes: { is: 15, label: '登录后多久内可改安全设置', unit: '分钟', source: 'assumption', may: 'lower' },
    inviteHours: { is: 72, label: '邀请有效', unit: '小时', source: 'assumption', may: 'lower' },
    resetHours: { is: 24, label: '重置码有效', unit: '小时', source: 'assumption', may: 'lower' },
    delegationDays: { is: 60, label: '一次委托最长', unit: '天', source: 'assumption', may: 'lower' },
    followMinutes: { is: 30, label: '凭编号查询后可操作', unit: '分钟', source: 'assumption', may: 'lower' },
  },
)
