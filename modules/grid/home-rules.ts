/**
 * 上门服务的规矩：只去主动要求或本人同意的家；谢绝不问理由、不留标记、不影响任何服务；汇总只有数，太小的数不显示。
 * The law of visits at home: a service to whoever wants it, never a check on anybody (MG-12).
 */
import { any, limits, machine, own, post, signedIn } from '../../kernel/rules.ts'

const clerk = post('clerk').over('place')
const worker = post('grid-worker').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const holder = own('holder')
const owner = own('owner')
const seen = any(clerk, head, holder, owner)

export const mayVisit = {
  /** A resident asks for themselves; whoever writes it down for them says how they agreed. */
  askVisit: signedIn,
  arrangeFor: any(clerk, worker),
  homeVisits: seen,
  homeVisit: seen,
  homeVisitCounts: any(clerk, head, post('supervisor').over('place')),
}

export const visitLimit = limits('grid', {
  answerVisit: { is: 2, label: '上门请求答复', unit: '天', source: 'assumption', may: 'lower' },
  smallCell: { is: 5, label: '上门汇总少于几户不显示', unit: '户', source: 'MG-12', may: 'raise' },
})

export const homeVisit = machine({
  name: 'grid.homeVisit',
  label: '上门服务',
  source: '篇3 二「每周巡视」;MG-12',
  seen,
  initial: 'wished',
  states: {
    wished: { label: '待安排', due: { column: 'answerBy', label: '答复期限' } },
    arranged: { label: '已约好', due: { column: 'comesAt', label: '约定时间' } },
    served: { label: '已上门', end: true },
    declined: { label: '已谢绝', end: true },
  },
  moves: {
    arrange: { label: '安排上门', from: ['wished', 'arranged'], to: 'arranged', by: clerk },
    callHome: { label: '查看联系电话', from: ['wished', 'arranged'], by: any(clerk, holder), source: 'EV-12' },
    serve: { label: '上门完成', from: 'arranged', to: 'served', by: holder },
    putOff: { label: '改期', from: 'arranged', to: 'wished', by: any(holder, owner) },
    noNeed: {
      label: '不用来了',
      from: ['wished', 'arranged'],
      to: 'declined',
      by: any(owner, clerk, holder),
      source: 'MG-12',
    },
  },
})

/** How a visit at home came to be: nobody is called on who did not ask or agree. */
export const consents = { asked: { label: '本人要求' }, agreed: { label: '本人同意' } } as const
