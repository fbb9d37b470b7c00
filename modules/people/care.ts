/**
 * What people may be marked for, so that they are helped: each kind says what for, how long it holds, and whether it is
 * sensitive. Nothing here watches or grades a person; what MG-11 forbids has no kind and can have none.
 */
export type Care = { label: string; purpose: string; days: number; sensitive: boolean }

const year = 365
export const careKinds = {
  visit: { label: '同意定期上门', purpose: '按约定上门看望；可以随时说不用', days: year, sensitive: false },
  aloneElder: { label: '独居老人', purpose: '定期探望，紧急时有人联系', days: year, sensitive: false },
  oldestOld: { label: '高龄老人', purpose: '送服务上门、节日看望', days: year, sensitive: false },
  mobility: { label: '行动不便', purpose: '上门办事、紧急疏散时优先帮助', days: year, sensitive: true },
  disability: { label: '残疾人', purpose: '告知并协助申请各项助残服务', days: year, sensitive: true },
  hardship: { label: '生活困难', purpose: '告知并协助申请救助', days: 180, sensitive: true },
  childInNeed: { label: '困境或留守儿童', purpose: '联系监护人、学校和儿童主任', days: 180, sensitive: true },
  newcomer: { label: '新来居民', purpose: '送须知和联系卡，帮助入学、就医、找工作', days: 180, sensitive: false },
  language: { label: '需要语言帮助', purpose: '安排会说方言或外语的人接待', days: year, sensitive: false },
} as const satisfies Record<string, Care>
export type CareKind = keyof typeof careKinds

/** On whose word: without one of these nobody is marked. */
export const bases = { consent: '本人同意', guardian: '监护人同意', duty: '法定职责' } as const
