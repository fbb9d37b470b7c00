/** What workers say most often, to press instead of typing in a stairwell; and a word of help beside a question. */
import { t } from '../../../kernel/text.ts'

export const phrases = (move: string): Record<string, readonly string[]> => said()[move] ?? {}
export const hints = (move: string): Record<string, string> => helped()[move] ?? {}

const said = (): Record<string, Record<string, readonly string[]>> => ({
  feedback: { text: [t('已现场处理好'), t('已联系物业处理'), t('已劝导整改'), t('已向居民说明')] },
  sendBack: { reason: [t('不在我的网格'), t('需要专业部门处理'), t('与别的事项重复'), t('地点不清，找不到')] },
  note: { text: [t('已到现场查看'), t('已联系当事人'), t('已报维修，等上门')] },
  askTransfer: { reason: [t('不是我的专业'), t('我这两天不在岗'), t('要有资质的单位来')] },
  askHelp: { reason: [t('要两个人一起'), t('要专业工具'), t('要社区出面协调')] },
  askPause: { reason: [t('等配件到货'), t('等天晴'), t('当事人外出，等他回来')] },
  askExtend: { reason: [t('工程量比预想的大'), t('材料还没到'), t('当事人改了时间')] },
  finish: { text: [t('已按要求做完'), t('已到现场配合')] },
  contact: { reason: [t('问清具体位置'), t('约上门时间'), t('回访处理结果')] },
})

const helped = (): Record<string, Record<string, string>> => ({
  feedback: { text: t('写清做了什么，居民看得到。'), photos: t('拍办好以后的样子，核查时要看。') },
  sendBack: { reason: t('写清为什么，受理员好改派。') },
  note: { text: t('只有工作人员看得到。') },
  askTransfer: { reason: t('受理员同意后才转；期间请继续办。') },
  askPause: { until: t('受理员同意后，时限的钟才停。') },
  askExtend: { days: t('只能延一次，到期前申请。') },
  contact: { reason: t('查看会留痕。号码显示一分钟，不会存在手机里。') },
})
