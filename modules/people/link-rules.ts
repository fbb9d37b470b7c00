/**
 * 账号与居民档案的关联：本人申请，受理员核对，三个工作日答复。
 * The law of linking an account to the person registered here: whoever asks hears the same whether or not they are.
 */
import { workingDays } from '../../kernel/clock.ts'
import { any, guard, machine, own, post, signedIn } from '../../kernel/rules.ts'

const clerk = post('clerk').over('place')
export const mayLink = { applyLink: signedIn, links: any(clerk, own('owner')), link: clerk }

type LinkFacts = { document: boolean; sameName: boolean }

export const link = machine({
  name: 'people.link',
  label: '账号关联申请',
  source: 'PI-12; assumption',
  seen: clerk,
  initial: 'applied',
  states: {
    applied: { label: '待核对', due: workingDays(3) },
    approved: { label: '已关联', end: true },
    rejected: { label: '未通过', end: true },
    withdrawn: { label: '已撤回', end: true },
  },
  moves: {
    approveLink: {
      label: '核对无误，关联',
      from: 'applied',
      to: 'approved',
      by: clerk,
      when: [
        guard<LinkFacts>('本社区没有这个身份证号的居民，请先核实登记', r => r.document),
        guard<LinkFacts>('姓名与登记的不一样，请先核实', r => r.sameName),
      ],
    },
    rejectLink: { label: '不予关联', from: 'applied', to: 'rejected', by: clerk },
    withdrawLink: { label: '撤回申请', from: 'applied', to: 'withdrawn', by: own('owner') },
  },
})
