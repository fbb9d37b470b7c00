/** Printed by `npm run docs` from the contracts. `api.grid.matters(input)` is `ask(grid.ops.matters, input)`, nothing more. */
import { exchange } from '../kernel/exchange-contract.ts'
import { grid } from '../modules/grid/contract.ts'
import { identity } from '../modules/identity/contract.ts'
import { people } from '../modules/people/contract.ts'
import { places } from '../modules/places/contract.ts'
import { work } from '../kernel/work-contract.ts'
import type { Asked, Op, Ops, Output } from '../kernel/contract.ts'
import { ask, type Sending } from './client.ts'

type Call<T extends Op> = (input: Asked<T>, sending?: Sending) => Promise<Output<T>>
type Client<T extends Ops> = { [N in keyof T]: Call<T[N]> }

export const api = {
  identity: {
    /** 我是谁 */
    me: (input, sending) => ask(identity.ops.me, input, sending),
    /** 登录 */
    signIn: (input, sending) => ask(identity.ops.signIn, input, sending),
    /** 退出 */
    signOut: (input, sending) => ask(identity.ops.signOut, input, sending),
    /** 修改密码 */
    changePassword: (input, sending) => ask(identity.ops.changePassword, input, sending),
    /** 建立系统 */
    found: (input, sending) => ask(identity.ops.found, input, sending),
    /** 开设账号 */
    enrol: (input, sending) => ask(identity.ops.enrol, input, sending),
    /** 任命岗位 */
    appoint: (input, sending) => ask(identity.ops.appoint, input, sending),
    /** 账号列表 */
    accounts: (input, sending) => ask(identity.ops.accounts, input, sending),
    /** 在岗人员 */
    holders: (input, sending) => ask(identity.ops.holders, input, sending),
    /** 本网格谁负责 */
    onDuty: (input, sending) => ask(identity.ops.onDuty, input, sending),
    /** 谁看过我的信息 */
    looks: (input, sending) => ask(identity.ops.looks, input, sending),
    /** 留痕 */
    trail: (input, sending) => ask(identity.ops.trail, input, sending),
  } satisfies Client<typeof identity.ops>,
  places: {
    /** 下级区划 */
    tree: (input, sending) => ask(places.ops.tree, input, sending),
    /** 区划 */
    place: (input, sending) => ask(places.ops.place, input, sending),
    /** 网格 */
    grids: (input, sending) => ask(places.ops.grids, input, sending),
    /** 网格图 */
    map: (input, sending) => ask(places.ops.map, input, sending),
    /** 在哪个网格 */
    locate: (input, sending) => ask(places.ops.locate, input, sending),
    /** 楼栋 */
    buildings: (input, sending) => ask(places.ops.buildings, input, sending),
    /** 房屋 */
    rooms: (input, sending) => ask(places.ops.rooms, input, sending),
    /** 房屋 */
    room: (input, sending) => ask(places.ops.room, input, sending),
    /** 按地址找房 */
    findRoom: (input, sending) => ask(places.ops.findRoom, input, sending),
    /** 增加区划 */
    addPlace: (input, sending) => ask(places.ops.addPlace, input, sending),
    /** 增加网格 */
    addGrid: (input, sending) => ask(places.ops.addGrid, input, sending),
    /** 增加楼栋 */
    addBuilding: (input, sending) => ask(places.ops.addBuilding, input, sending),
    /** 增加房屋 */
    addRooms: (input, sending) => ask(places.ops.addRooms, input, sending),
  } satisfies Client<typeof places.ops>,
  people: {
    /** 居民列表 */
    persons: (input, sending) => ask(people.ops.persons, input, sending),
    /** 居民 */
    person: (input, sending) => ask(people.ops.person, input, sending),
    /** 一户 */
    household: (input, sending) => ask(people.ops.household, input, sending),
    /** 一户一档 */
    home: (input, sending) => ask(people.ops.home, input, sending),
    /** 楼栋图 */
    block: (input, sending) => ask(people.ops.block, input, sending),
    /** 关爱名单 */
    tags: (input, sending) => ask(people.ops.tags, input, sending),
    /** 居住和改动的经过 */
    history: (input, sending) => ask(people.ops.history, input, sending),
    /** 这个编号是谁 */
    whoIs: (input, sending) => ask(people.ops.whoIs, input, sending),
    /** 登记居民 */
    register: (input, sending) => ask(people.ops.register, input, sending),
    /** 是否已经登记过 */
    alike: (input, sending) => ask(people.ops.alike, input, sending),
    /** 疑似重复 */
    pairs: (input, sending) => ask(people.ops.pairs, input, sending),
    /** 不是同一人 */
    keepApart: (input, sending) => ask(people.ops.keepApart, input, sending),
    /** 合并记录 */
    merges: (input, sending) => ask(people.ops.merges, input, sending),
    /** 撤销合并 */
    undoMerge: (input, sending) => ask(people.ops.undoMerge, input, sending),
    /** 上门要问什么 */
    ask: (input, sending) => ask(people.ops.ask, input, sending),
    /** 走访采集 */
    collect: (input, sending) => ask(people.ops.collect, input, sending),
    /** 迁移交接 */
    handovers: (input, sending) => ask(people.ops.handovers, input, sending),
    /** 迁移交接 */
    handover: (input, sending) => ask(people.ops.handover, input, sending),
    /** 接收 */
    receive: (input, sending) => ask(people.ops.receive, input, sending),
    /** 退回 */
    sendBack: (input, sending) => ask(people.ops.sendBack, input, sending),
    /** 撤回移交 */
    recall: (input, sending) => ask(people.ops.recall, input, sending),
    /** 更正申请 */
    corrections: (input, sending) => ask(people.ops.corrections, input, sending),
    /** 更正申请 */
    correction: (input, sending) => ask(people.ops.correction, input, sending),
    /** 申请更正 */
    requestCorrection: (input, sending) => ask(people.ops.requestCorrection, input, sending),
    /** 我的更正申请 */
    myCorrections: (input, sending) => ask(people.ops.myCorrections, input, sending),
    /** 核实无误，更正 */
    approve: (input, sending) => ask(people.ops.approve, input, sending),
    /** 不予更正 */
    refuse: (input, sending) => ask(people.ops.refuse, input, sending),
    /** 撤回申请 */
    takeBack: (input, sending) => ask(people.ops.takeBack, input, sending),
    /** 我的全部信息 */
    myData: (input, sending) => ask(people.ops.myData, input, sending),
    /** 人口数 */
    counts: (input, sending) => ask(people.ops.counts, input, sending),
    /** 收集清单 */
    purposes: (input, sending) => ask(people.ops.purposes, input, sending),
    /** 查看完整号码 */
    reveal: (input, sending) => ask(people.ops.reveal, input, sending),
    /** 更正 */
    correct: (input, sending) => ask(people.ops.correct, input, sending),
    /** 修改档案 */
    edit: (input, sending) => ask(people.ops.edit, input, sending),
    /** 增加联系方式 */
    addContact: (input, sending) => ask(people.ops.addContact, input, sending),
    /** 停用联系方式 */
    endContact: (input, sending) => ask(people.ops.endContact, input, sending),
    /** 加关爱标签 */
    tag: (input, sending) => ask(people.ops.tag, input, sending),
    /** 取消关爱标签 */
    untag: (input, sending) => ask(people.ops.untag, input, sending),
    /** 换住处 */
    moveHome: (input, sending) => ask(people.ops.moveHome, input, sending),
    /** 分户 */
    splitHousehold: (input, sending) => ask(people.ops.splitHousehold, input, sending),
    /** 并户 */
    joinHousehold: (input, sending) => ask(people.ops.joinHousehold, input, sending),
    /** 改为户主 */
    becomeHead: (input, sending) => ask(people.ops.becomeHead, input, sending),
    /** 人户分离 */
    leaveHome: (input, sending) => ask(people.ops.leaveHome, input, sending),
    /** 回来居住 */
    returnHome: (input, sending) => ask(people.ops.returnHome, input, sending),
    /** 移交到别的社区 */
    handOver: (input, sending) => ask(people.ops.handOver, input, sending),
    /** 对方已接收，迁出 */
    depart: (input, sending) => ask(people.ops.depart, input, sending),
    /** 迁出 */
    moveOut: (input, sending) => ask(people.ops.moveOut, input, sending),
    /** 登记去世 */
    passAway: (input, sending) => ask(people.ops.passAway, input, sending),
    /** 登记有误，恢复 */
    restore: (input, sending) => ask(people.ops.restore, input, sending),
    /** 并入另一份档案 */
    absorb: (input, sending) => ask(people.ops.absorb, input, sending),
  } satisfies Client<typeof people.ops>,
  grid: {
    /** 事项分类 */
    categories: (input, sending) => ask(grid.ops.categories, input, sending),
    /** 按描述猜分类 */
    suggest: (input, sending) => ask(grid.ops.suggest, input, sending),
    /** 附近是否已有人报过 */
    alike: (input, sending) => ask(grid.ops.alike, input, sending),
    /** 上报 */
    report: (input, sending) => ask(grid.ops.report, input, sending),
    /** 代为登记 */
    register: (input, sending) => ask(grid.ops.register, input, sending),
    /** 凭编号查询 */
    follow: (input, sending) => ask(grid.ops.follow, input, sending),
    /** 公开事项 */
    published: (input, sending) => ask(grid.ops.published, input, sending),
    /** 公开事项 */
    publishedOne: (input, sending) => ask(grid.ops.publishedOne, input, sending),
    /** 公开数字 */
    figures: (input, sending) => ask(grid.ops.figures, input, sending),
    /** 事项列表 */
    matters: (input, sending) => ask(grid.ops.matters, input, sending),
    /** 事项 */
    matter: (input, sending) => ask(grid.ops.matter, input, sending),
    /** 我报的事 */
    mine: (input, sending) => ask(grid.ops.mine, input, sending),
    /** 可派的承办人 */
    handlers: (input, sending) => ask(grid.ops.handlers, input, sending),
    /** 受理 */
    accept: (input, sending) => ask(grid.ops.accept, input, sending),
    /** 不予受理 */
    reject: (input, sending) => ask(grid.ops.reject, input, sending),
    /** 撤回 */
    withdraw: (input, sending) => ask(grid.ops.withdraw, input, sending),
    /** 派遣 */
    dispatch: (input, sending) => ask(grid.ops.dispatch, input, sending),
    /** 签收 */
    sign: (input, sending) => ask(grid.ops.sign, input, sending),
    /** 退单 */
    sendBack: (input, sending) => ask(grid.ops.sendBack, input, sending),
    /** 记一笔 */
    note: (input, sending) => ask(grid.ops.note, input, sending),
    /** 查看联系电话 */
    contact: (input, sending) => ask(grid.ops.contact, input, sending),
    /** 办结反馈 */
    feedback: (input, sending) => ask(grid.ops.feedback, input, sending),
    /** 核查不通过 */
    redo: (input, sending) => ask(grid.ops.redo, input, sending),
    /** 核查通过，结案 */
    verify: (input, sending) => ask(grid.ops.verify, input, sending),
    /** 已解决，确认 */
    confirm: (input, sending) => ask(grid.ops.confirm, input, sending),
    /** 没解决，请重办 */
    reopen: (input, sending) => ask(grid.ops.reopen, input, sending),
    /** 评价 */
    rate: (input, sending) => ask(grid.ops.rate, input, sending),
    /** 催办 */
    urge: (input, sending) => ask(grid.ops.urge, input, sending),
    /** 升级 */
    escalate: (input, sending) => ask(grid.ops.escalate, input, sending),
    /** 归档 */
    archive: (input, sending) => ask(grid.ops.archive, input, sending),
  } satisfies Client<typeof grid.ops>,
  work: {
    /** 我能办的 */
    mine: (input, sending) => ask(work.ops.mine, input, sending),
    /** 超时的 */
    late: (input, sending) => ask(work.ops.late, input, sending),
    /** 各步用时 */
    pace: (input, sending) => ask(work.ops.pace, input, sending),
    /** 每日进出 */
    flow: (input, sending) => ask(work.ops.flow, input, sending),
    /** 现有件数 */
    standing: (input, sending) => ask(work.ops.standing, input, sending),
  } satisfies Client<typeof work.ops>,
  exchange: {
    /** 能导入导出什么 */
    kinds: (input, sending) => ask(exchange.ops.kinds, input, sending),
    /** 导入记录 */
    runs: (input, sending) => ask(exchange.ops.runs, input, sending),
    /** 导入 */
    run: (input, sending) => ask(exchange.ops.run, input, sending),
    /** 退回的行 */
    bad: (input, sending) => ask(exchange.ops.bad, input, sending),
    /** 检查 */
    check: (input, sending) => ask(exchange.ops.check, input, sending),
    /** 导入 */
    apply: (input, sending) => ask(exchange.ops.apply, input, sending),
    /** 接着导入 */
    resume: (input, sending) => ask(exchange.ops.resume, input, sending),
    /** 取消 */
    cancel: (input, sending) => ask(exchange.ops.cancel, input, sending),
  } satisfies Client<typeof exchange.ops>,
}
