/**
 * 人口信息的规矩：在岗的人在自己范围内看最小的样子，要看全须说明为何，每看一次都留痕，本人看得到。
 * The law of this module: the least shape by default, a reason to see more, and every look visible to the person.
 */
import { any, anyone, clock, guard, limits, machine, own, post, problems, signedIn } from '../../kernel/rules.ts'

// 谁 ─ who
export const registrarOf = (field: string) => any(post('clerk').over(field), post('grid-worker').over(field))
export const registrar = registrarOf('place')
const carer = any(registrar, post('head').over('place'))
const [reader, self] = [any(carer, post('doctor').over('place')), own('account')]
export const either = any(carer, registrarOf('fromPlace'), post('head').over('fromPlace'))

export const may = {
  persons: reader,
  person: any(reader, self),
  household: reader,
  home: reader,
  block: reader,
  tags: carer,
  electors: registrar,
  mine: self,
  // Time itself asks when a line goes to another system: a name must not go along because nobody was there to hide it.
  namesIn: any(registrar, clock),
  history: reader,
  whoIs: signedIn,
  register: registrar,
  alike: registrar,
  pairs: registrar,
  keepApart: registrar,
  merges: registrar,
  ask: registrar,
  collect: registrar,
  handovers: either,
  handover: either,
  corrections: registrar,
  correction: any(registrar, own('owner')),
  requestCorrection: signedIn,
  myCorrections: own('owner'),
  myData: self,
  counts: any(reader, post('chief').over('place')),
  lived: any(reader, post('chief').over('place')),
  purposes: anyone,
}

// 数 ─ figures
const guess = { unit: '天', source: 'assumption', may: 'set' } as const
export const limit = limits('people', {
  phoneFresh: { is: 365, label: '手机号多久要再问一次', ...guess },
  livingFresh: { is: 365, label: '居住情况多久要再问一次', ...guess },
  originFresh: { is: 1095, label: '户籍地多久要再问一次', ...guess },
  // Drawn on every screen alike: no area has its own.
  visitRecent: { is: 30, label: '走访算近期', unit: '天', source: 'assumption' },
  visitOld: { is: 90, label: '走访算久未', unit: '天', source: 'assumption' },
  // What the register holds by law stays longer; this is what was given for the time somebody lives here.
  keepLeft: {
    is: 1095,
    label: '迁出或去世后，电话、联系人和关爱标签最多留多久',
    unit: '天',
    source: 'PI-13；assumption',
    may: 'lower',
  },
  likeness: { is: 50, label: '疑似重复从几分起列出', unit: '分', source: 'assumption', may: 'set' },
})

// 步 ─ how a resident's card moves
export type Facts = { mergedInto: string | null; residence: string }
const current = [guard<Facts>('这份档案已并入另一份，请打开合并后的档案办理', f => f.mergedInto === null)]
const registered = guard<Facts>('外来居住的人离开，请办「迁出」', f => f.residence === 'registered')
const here = ['living', 'away'] as const
const gone = ['left', 'died'] as const
const ever = ['living', 'away', 'left'] as const
const card = '篇3 一「卡册与实际一致」'

export const resident = machine({
  name: 'people.resident',
  label: '居民',
  source: '篇8 3.4「数据一次采集，资源多方共享」',
  seen: reader,
  initial: 'living',
  states: { living: '在住', away: '人户分离', left: '已迁出', died: '已故' },
  moves: {
    reveal: { label: '查看完整号码', from: ever, by: reader, when: current, source: 'PI-01' },
    correct: { label: '更正', from: here, by: any(registrar, self), when: current, source: 'PI-12' },
    edit: { label: '修改档案', from: here, by: registrar, when: current, source: 'PI-12' },
    addContact: { label: '增加联系方式', from: here, by: any(registrar, self), when: current },
    endContact: { label: '停用联系方式', from: here, by: any(registrar, self), when: current },
    tag: { label: '加关爱标签', from: here, by: registrar, when: current, source: 'PI-09；MG-11' },
    untag: { label: '取消关爱标签', from: here, by: any(registrar, self), when: current, source: 'PI-03' },
    moveHome: { label: '换住处', from: here, by: registrar, when: current, source: card },
    splitHousehold: { label: '分户', from: here, by: registrar, when: current },
    joinHousehold: { label: '并户', from: here, by: registrar, when: current },
    becomeHead: { label: '改为户主', from: here, by: registrar, when: current },
    leaveHome: { label: '人户分离', from: 'living', to: 'away', by: registrar, when: [...current, registered] },
    returnHome: { label: '回来居住', from: ['left', 'away'], to: 'living', by: registrar, when: current },
    handOver: { label: '移交到别的社区', from: here, by: registrar, when: current, source: '篇3 一「移交衔接」' },
    depart: { label: '对方已接收，迁出', from: here, to: 'left', by: clock, when: current },
    moveOut: { label: '迁出', from: here, to: 'left', by: registrar, when: current, source: card },
    passAway: { label: '登记去世', from: ever, to: 'died', by: registrar, when: current },
    restore: { label: '登记有误，恢复', from: 'died', to: 'living', by: registrar, when: current },
    forget: { label: '到期清除', from: gone, by: clock, when: current, source: 'PI-13' },
    absorb: { label: '并入另一份档案', from: ever, by: registrar, when: current, source: 'MG-14' },
    match: { label: '核对别处的档案', from: ever, by: registrar, when: current, source: 'MG-14' },
  },
})

// 错 ─ what may go wrong; the database constraint of the same name raises it
export const problem = problems('people', {
  badId: [422, '证件号码不对'],
  badChoice: [422, '填写的内容不对'],
  badPhone: [422, '电话号码不对'],
  idSaysOtherwise: [422, '出生日期、性别以身份证号为准；如有误，请先更正证件号码'],
  alreadyHere: [409, '此人已在本社区登记'],
  noSuchRoom: [422, '没有这个房号，请先登记房屋'],
  noSuchHome: [422, '没有这个住处，请刷新后重新选择'],
  notGiven: [409, '没有登记这个号码'],
  linkPending: [409, '您已经申请过了，请等社区核对'],
  ownLink: [403, '不能核对自己的申请，请同事办理'],
  alreadyLinked: [409, '您的账号已经关联了'],
  notYetDied: [422, '去世日期不能在今天之后'],
  notYet: [422, '日期不能在今天之后'],
  tooEarly: [422, '日期不能早于上一段居住的开始'],
  useTheMove: [422, '离家居住请办「人户分离」，回来请办「回来居住」，不在这里改'],
  askForCorrection: [403, '本人可以直接改手机号；其他各项请提交「更正申请」，由社区核实'],
  alreadyTagged: [409, '这个标签已经有了，没有到期'],
  tagTooLong: [422, '这个标签不能保留这么久，到期后征得同意再续'],
  guardianFirst: [422, '未满 14 周岁，须监护人同意'],
  noSuchTag: [404, '没有这个标签，或已经取消'],
  noSuchContact: [404, '没有这个联系方式，或已经停用'],
  noSuchCard: [422, '没有找到另一份档案，或不在您的范围内'],
  sameCard: [422, '请选择另一份档案'],
  oneCommunity: [422, '两份档案在同一个社区，请用「是同一人，合并」'],
  alreadyOne: [409, '这两份档案已经是同一人'],
  alreadyCompared: [409, '这两份档案已经核对过，要改结论请先撤销那一次'],
  livesTwice: [409, '两处都登记为在住：请先在搬走的那一处办「迁出」，户籍还在那里的办「人户分离」，日期填搬走的那天'],
  registeredTwice: [409, '两处都登记为户籍在本处：请先在户籍已迁走的那一处办「迁出」，或更正居住类型'],
  twiceThere: [409, '这个人在同一个社区还有两份在住的档案，请先在那个社区合并'],
  lastFirst: [409, '这个人后来又与别的档案合并或核对过，请先撤销后来的那一次'],
  passedOn: [409, '核对以后这个人已经移交到别的社区，不能再撤销；请到接收的社区更正'],
  headFirst: [409, '户主带走全户请用「换住处」；只是本人离开，请先把另一位改为户主'],
  notOneHousehold: [422, '选的人不在这一户'],
  handingOver: [409, '此人正在移交，对方还没有答复'],
  sameCommunity: [422, '移交是到别的社区；本社区内请办「换住处」'],
  noSuchCommunity: [422, '没有这个社区，或还没有开通'],
  sayWhoAgreed: [422, '标签随人移交须本人同意，请写明谁同意的'],
  goneMeanwhile: [409, '移交的人已不在原社区，请退回'],
  notLinked: [409, '您的账号还没有关联到居民档案，请先到社区办理关联'],
  alreadyAsked: [409, '这一项已经申请过，正在核实'],
  useTheForm: [422, '住处和其他情况请先按核实的结果办理（如「换住处」），再在这里答复'],
})
