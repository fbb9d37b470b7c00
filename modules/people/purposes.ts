/** What each personal field is for; a field without a purpose may not be stored (PI-01). 篇8 3.4「信息采集机制」 */
const stay = '在住期间'
const after = '在住期间及迁出后 2 年'
const asked = '本人同意'
const law = '法定职责'

export const purposes = {
  name: { label: '姓名', purpose: '识别服务对象', basis: '居委会组织法：社区服务', keep: after },
  idNumber: {
    label: '身份证号',
    purpose: '办理需核验身份的事项，防止重复建档',
    basis: '本人同意或法定职责',
    keep: after,
  },
  phone: { label: '手机号', purpose: '联系本人', basis: asked, keep: stay },
  birth: { label: '出生日期', purpose: '按年龄提供服务', basis: law, keep: after },
  sex: { label: '性别', purpose: '识别服务对象', basis: law, keep: after },
  home: { label: '住处', purpose: '上门服务与应急联系', basis: law, keep: stay },
  household: { label: '同户关系', purpose: '按户提供服务', basis: law, keep: stay },
  residence: { label: '居住类型', purpose: '提供居住服务', basis: asked, keep: stay },
  hometown: { label: '户籍地', purpose: '代办居住登记、与户籍地衔接待遇', basis: asked, keep: stay },
  contact: { label: '其他联系方式', purpose: '联系不上本人时联系家人', basis: asked, keep: stay },
  tag: {
    label: '关爱标签',
    purpose: '按标签写明的用途帮助本人',
    basis: '本人或监护人同意、法定职责',
    keep: '到期或取消为止',
  },
  visit: { label: '走访记录', purpose: '知道哪一户多久没有人去过', basis: asked, keep: '2 年' },
} as const
export type Purpose = keyof typeof purposes

export const isPurpose = (field: string): field is Purpose => Object.hasOwn(purposes, field)
