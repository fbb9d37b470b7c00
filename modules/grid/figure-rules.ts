/**
 * 网格事项的数：各步几小时、几天，挂起、延期最多多久；各级办理另加几天。
 * The figures of this module, each with its clause. Pure, like the rest of the law.
 */
import { limits } from '../../kernel/rules.ts'

const event = '北京市接诉即办 2023 标准(EV-06)'
export const limit = limits('grid', {
  acceptHours: { is: 2, label: '网上诉求受理', unit: '小时', source: 'EV-07; assumption', may: 'lower' },
  emergencyDispatch: { is: 1, label: '紧急事项派遣', unit: '小时', source: event, may: 'lower' },
  emergencyResult: { is: 2, label: '紧急事项办结', unit: '小时', source: `${event}; assumption`, may: 'lower' },
  utilityDispatch: { is: 2, label: '水电气热派遣', unit: '小时', source: event, may: 'lower' },
  utilityResult: { is: 24, label: '水电气热办结', unit: '小时', source: `${event}; assumption`, may: 'lower' },
  ordinaryDispatch: { is: 24, label: '一般事项派遣', unit: '小时', source: event, may: 'lower' },
  ordinaryResult: { is: 7, label: '一般事项办结', unit: '天', source: event, may: 'lower' },
  complexDispatch: { is: 24, label: '复杂事项派遣', unit: '小时', source: event, may: 'lower' },
  complexResult: { is: 15, label: '复杂事项办结', unit: '天', source: event, may: 'lower' },
  reopenDays: { is: 10, label: '结案后可要求重办', unit: '天', source: 'assumption', may: 'raise' },
  urgeHours: { is: 24, label: '两次催办相隔', unit: '小时', source: 'assumption', may: 'lower' },
  consultResult: { is: 3, label: '咨询建议答复', unit: '天', source: 'assumption', may: 'lower' },
  remindHours: { is: 4, label: '到期前提醒', unit: '小时', source: 'assumption', may: 'raise' },
  raiseHours: { is: 24, label: '两次升级相隔', unit: '小时', source: 'assumption', may: 'lower' },
  followMinutes: { is: 30, label: '凭编号查询后可操作', unit: '分钟', source: 'assumption', may: 'lower' },
  // No area sets these: another lock, or another count, would tell which numbers there are.
  followTries: { is: 5, label: '凭编号查询连续输错几次暂停', unit: '次', source: 'assumption' },
  followPause: { is: 15, label: '凭编号查询输错后暂停', unit: '分钟', source: 'assumption' },
  addressFollows: { is: 30, label: '同一网络地址 10 分钟内最多凭编号查询', unit: '次', source: 'assumption' },
  addressReports: { is: 30, label: '同一网络地址 10 分钟内最多不登录上报', unit: '件', source: 'assumption' },
  returns: { is: 3, label: '退单几次转街道会商', unit: '次', source: 'EV-03；assumption', may: 'lower' },
  archiveDays: { is: 30, label: '确认后归档', unit: '天', source: 'assumption', may: 'set' },
  respondHours: { is: 24, label: '受理或首次联系反映人', unit: '小时', source: 'EV-09; assumption', may: 'lower' },
  supplementDays: { is: 5, label: '等反映人补充情况', unit: '天', source: 'assumption', may: 'raise' },
  requestHours: { is: 24, label: '申请审批', unit: '小时', source: 'assumption', may: 'lower' },
  pauseDays: { is: 30, label: '一件事累计挂起最长', unit: '天', source: 'EV-02; assumption', may: 'lower' },
  extendDays: { is: 7, label: '延期最长', unit: '天', source: 'EV-02; assumption', may: 'lower' },
  taskDays: { is: 5, label: '协办办结', unit: '天', source: 'EV-02; assumption', may: 'lower' },
  orderDays: { is: 3, label: '督办书面答复', unit: '天', source: 'assumption', may: 'lower' },
  orderReview: { is: 3, label: '督办答复审阅', unit: '天', source: 'assumption', may: 'lower' },
  streetMore: { is: 5, label: '街道办理按天计的事项另加', unit: '天', source: 'assumption', may: 'lower' },
  districtMore: { is: 15, label: '区县办理按天计的事项另加', unit: '天', source: 'assumption', may: 'lower' },
  alikeDays: { is: 30, label: '找相似事项往回看', unit: '天', source: 'EV-05; assumption', may: 'set' },
})

/** How pressing a matter is; its two limits follow. */
export const urgencies = {
  emergency: { label: '紧急', dispatch: limit.emergencyDispatch, result: limit.emergencyResult, unit: 'hours' },
  utility: { label: '水电气热', dispatch: limit.utilityDispatch, result: limit.utilityResult, unit: 'hours' },
  ordinary: { label: '一般', dispatch: limit.ordinaryDispatch, result: limit.ordinaryResult, unit: 'days' },
  complex: { label: '复杂', dispatch: limit.complexDispatch, result: limit.complexResult, unit: 'days' },
  consult: { label: '咨询建议', dispatch: limit.ordinaryDispatch, result: limit.consultResult, unit: 'days' },
} as const
export type Urgency = keyof typeof urgencies

/** The desk in charge of a matter, by the digits of its place code: 吹哨 goes one level up, 交回 one down. */
export const levels = {
  12: { label: '社区（村）', more: null },
  9: { label: '街道（镇）', more: limit.streetMore },
  6: { label: '区（县）', more: limit.districtMore },
} as const
export const levelOf = (desk: string) => levels[desk.length as keyof typeof levels] ?? levels[12]
/** '' when there is no desk above. */
export const deskAbove = (desk: string): string => (desk.length > 6 ? desk.slice(0, desk.length - 3) : '')
export const deskBelow = (desk: string, place: string): string =>
  desk.length < 12 ? place.slice(0, desk.length + 3) : ''
