/** Printed by `npm run docs` from the contracts. `api.grid.matters(input)` is `ask(grid.ops.matters, input)`, nothing more. */
import { assets } from '../modules/assets/contract.ts'
import { book } from '../kernel/book-contract.ts'
import { council } from '../modules/council/contract.ts'
import { exchange } from '../kernel/exchange-contract.ts'
import { grid } from '../modules/grid/contract.ts'
import { identity } from '../modules/identity/contract.ts'
import { insight } from '../modules/insight/contract.ts'
import { message } from '../kernel/message-contract.ts'
import { money } from '../modules/money/contract.ts'
import { needs } from '../modules/needs/contract.ts'
import { open311 } from '../modules/open311/contract.ts'
import { people } from '../modules/people/contract.ts'
import { places } from '../modules/places/contract.ts'
import { portal } from '../modules/portal/contract.ts'
import { view } from '../kernel/view-contract.ts'
import { work } from '../kernel/work-contract.ts'
import { works } from '../modules/works/contract.ts'
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
    /** 请求用通行密钥登录 */
    askPasskey: (input, sending) => ask(identity.ops.askPasskey, input, sending),
    /** 用通行密钥登录 */
    signInByPasskey: (input, sending) => ask(identity.ops.signInByPasskey, input, sending),
    /** 获取短信验证码 */
    sendCode: (input, sending) => ask(identity.ops.sendCode, input, sending),
    /** 用手机号登录 */
    signInByPhone: (input, sending) => ask(identity.ops.signInByPhone, input, sending),
    /** 第二道验证 */
    verifyCode: (input, sending) => ask(identity.ops.verifyCode, input, sending),
    /** 凭一次性码设置密码 */
    accept: (input, sending) => ask(identity.ops.accept, input, sending),
    /** 退出 */
    signOut: (input, sending) => ask(identity.ops.signOut, input, sending),
    /** 修改密码 */
    changePassword: (input, sending) => ask(identity.ops.changePassword, input, sending),
    /** 账号安全 */
    security: (input, sending) => ask(identity.ops.security, input, sending),
    /** 开始设置动态码 */
    startTotp: (input, sending) => ask(identity.ops.startTotp, input, sending),
    /** 启用动态码 */
    confirmTotp: (input, sending) => ask(identity.ops.confirmTotp, input, sending),
    /** 停用动态码 */
    removeTotp: (input, sending) => ask(identity.ops.removeTotp, input, sending),
    /** 换一组恢复码 */
    renewRecovery: (input, sending) => ask(identity.ops.renewRecovery, input, sending),
    /** 开始登记通行密钥 */
    startPasskey: (input, sending) => ask(identity.ops.startPasskey, input, sending),
    /** 登记通行密钥 */
    addPasskey: (input, sending) => ask(identity.ops.addPasskey, input, sending),
    /** 给通行密钥改名 */
    namePasskey: (input, sending) => ask(identity.ops.namePasskey, input, sending),
    /** 删除通行密钥 */
    removePasskey: (input, sending) => ask(identity.ops.removePasskey, input, sending),
    /** 退出一台设备 */
    endSession: (input, sending) => ask(identity.ops.endSession, input, sending),
    /** 退出其他设备 */
    endSessions: (input, sending) => ask(identity.ops.endSessions, input, sending),
    /** 设备密钥 */
    deviceKey: (input, sending) => ask(identity.ops.deviceKey, input, sending),
    /** 我的登录记录 */
    mySignIns: (input, sending) => ask(identity.ops.mySignIns, input, sending),
    /** 建立系统 */
    found: (input, sending) => ask(identity.ops.found, input, sending),
    /** 开设账号 */
    enrol: (input, sending) => ask(identity.ops.enrol, input, sending),
    /** 任命岗位 */
    appoint: (input, sending) => ask(identity.ops.appoint, input, sending),
    /** 账号列表 */
    accounts: (input, sending) => ask(identity.ops.accounts, input, sending),
    /** 账号 */
    account: (input, sending) => ask(identity.ops.account, input, sending),
    /** 启用 */
    activate: (input, sending) => ask(identity.ops.activate, input, sending),
    /** 重发邀请 */
    invite: (input, sending) => ask(identity.ops.invite, input, sending),
    /** 久未登录，锁定 */
    lapse: (input, sending) => ask(identity.ops.lapse, input, sending),
    /** 解锁 */
    wake: (input, sending) => ask(identity.ops.wake, input, sending),
    /** 停用 */
    close: (input, sending) => ask(identity.ops.close, input, sending),
    /** 恢复 */
    reopen: (input, sending) => ask(identity.ops.reopen, input, sending),
    /** 重置密码 */
    resetPassword: (input, sending) => ask(identity.ops.resetPassword, input, sending),
    /** 解除第二道验证 */
    clearFactors: (input, sending) => ask(identity.ops.clearFactors, input, sending),
    /** 改岗位起止 */
    redatePost: (input, sending) => ask(identity.ops.redatePost, input, sending),
    /** 结束岗位 */
    endPost: (input, sending) => ask(identity.ops.endPost, input, sending),
    /** 注销账号 */
    leave: (input, sending) => ask(identity.ops.leave, input, sending),
    /** 三个管理员 */
    administrators: (input, sending) => ask(identity.ops.administrators, input, sending),
    /** 权限表 */
    permissions: (input, sending) => ask(identity.ops.permissions, input, sending),
    /** 登录记录 */
    signIns: (input, sending) => ask(identity.ops.signIns, input, sending),
    /** 可以代我的同事 */
    colleagues: (input, sending) => ask(identity.ops.colleagues, input, sending),
    /** 我的委托 */
    delegations: (input, sending) => ask(identity.ops.delegations, input, sending),
    /** 委托岗位 */
    delegate: (input, sending) => ask(identity.ops.delegate, input, sending),
    /** 收回委托 */
    recall: (input, sending) => ask(identity.ops.recall, input, sending),
    /** 账号与人关联 */
    link: (input, sending) => ask(identity.ops.link, input, sending),
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
    /** 区划与数量 */
    counts: (input, sending) => ask(places.ops.counts, input, sending),
    /** 网格 */
    grids: (input, sending) => ask(places.ops.grids, input, sending),
    /** 网格图 */
    map: (input, sending) => ask(places.ops.map, input, sending),
    /** 在哪个网格 */
    locate: (input, sending) => ask(places.ops.locate, input, sending),
    /** 地图软件 */
    baseMap: (input, sending) => ask(places.ops.baseMap, input, sending),
    /** 楼栋 */
    buildings: (input, sending) => ask(places.ops.buildings, input, sending),
    /** 楼栋 */
    building: (input, sending) => ask(places.ops.building, input, sending),
    /** 房屋 */
    rooms: (input, sending) => ask(places.ops.rooms, input, sending),
    /** 房屋 */
    room: (input, sending) => ask(places.ops.room, input, sending),
    /** 按地址找房 */
    findRoom: (input, sending) => ask(places.ops.findRoom, input, sending),
    /** 种类 */
    kinds: (input, sending) => ask(places.ops.kinds, input, sending),
    /** 点位 */
    points: (input, sending) => ask(places.ops.points, input, sending),
    /** 点位 */
    point: (input, sending) => ask(places.ops.point, input, sending),
    /** 服务联系 */
    contacts: (input, sending) => ask(places.ops.contacts, input, sending),
    /** 服务联系 */
    contact: (input, sending) => ask(places.ops.contact, input, sending),
    /** 这户谁负责 */
    responsible: (input, sending) => ask(places.ops.responsible, input, sending),
    /** 增加区划 */
    addPlace: (input, sending) => ask(places.ops.addPlace, input, sending),
    /** 增加网格 */
    addGrid: (input, sending) => ask(places.ops.addGrid, input, sending),
    /** 增加楼栋 */
    addBuilding: (input, sending) => ask(places.ops.addBuilding, input, sending),
    /** 增加房屋 */
    addRooms: (input, sending) => ask(places.ops.addRooms, input, sending),
    /** 增加点位 */
    addPoint: (input, sending) => ask(places.ops.addPoint, input, sending),
    /** 增加服务联系 */
    addContact: (input, sending) => ask(places.ops.addContact, input, sending),
    /** 网格调整 */
    redrawings: (input, sending) => ask(places.ops.redrawings, input, sending),
    /** 网格调整 */
    redrawing: (input, sending) => ask(places.ops.redrawing, input, sending),
    /** 调整网格 */
    planRedrawing: (input, sending) => ask(places.ops.planRedrawing, input, sending),
    /** 组织 */
    bodies: (input, sending) => ask(places.ops.bodies, input, sending),
    /** 组织 */
    body: (input, sending) => ask(places.ops.body, input, sending),
    /** 任职人员 */
    members: (input, sending) => ask(places.ops.members, input, sending),
    /** 登记任职人员 */
    addMembers: (input, sending) => ask(places.ops.addMembers, input, sending),
    /** 增加组织 */
    addBody: (input, sending) => ask(places.ops.addBody, input, sending),
    /** 更正 */
    correctBuilding: (input, sending) => ask(places.ops.correctBuilding, input, sending),
    /** 标到地图上 */
    placeBuilding: (input, sending) => ask(places.ops.placeBuilding, input, sending),
    /** 划到别的网格 */
    regrid: (input, sending) => ask(places.ops.regrid, input, sending),
    /** 登记拆除 */
    demolish: (input, sending) => ask(places.ops.demolish, input, sending),
    /** 更正 */
    correctPoint: (input, sending) => ask(places.ops.correctPoint, input, sending),
    /** 登记损坏 */
    breakPoint: (input, sending) => ask(places.ops.breakPoint, input, sending),
    /** 登记修好 */
    mendPoint: (input, sending) => ask(places.ops.mendPoint, input, sending),
    /** 登记撤除 */
    removePoint: (input, sending) => ask(places.ops.removePoint, input, sending),
    /** 划到别的网格 */
    regridPoint: (input, sending) => ask(places.ops.regridPoint, input, sending),
    /** 更正 */
    correctContact: (input, sending) => ask(places.ops.correctContact, input, sending),
    /** 停用 */
    endContact: (input, sending) => ask(places.ops.endContact, input, sending),
    /** 划到别的网格 */
    regridContact: (input, sending) => ask(places.ops.regridContact, input, sending),
    /** 现在生效 */
    adopt: (input, sending) => ask(places.ops.adopt, input, sending),
    /** 作罢 */
    drop: (input, sending) => ask(places.ops.drop, input, sending),
    /** 更正 */
    amendBody: (input, sending) => ask(places.ops.amendBody, input, sending),
    /** 设职务 */
    addSeat: (input, sending) => ask(places.ops.addSeat, input, sending),
    /** 撤职务 */
    endSeat: (input, sending) => ask(places.ops.endSeat, input, sending),
    /** 定汇报关系 */
    reportTo: (input, sending) => ask(places.ops.reportTo, input, sending),
    /** 开始新一届 */
    beginTerm: (input, sending) => ask(places.ops.beginTerm, input, sending),
    /** 任职 */
    takeSeat: (input, sending) => ask(places.ops.takeSeat, input, sending),
    /** 卸任 */
    leaveSeat: (input, sending) => ask(places.ops.leaveSeat, input, sending),
    /** 归谁领导或指导 */
    answerTo: (input, sending) => ask(places.ops.answerTo, input, sending),
    /** 解除领导或指导 */
    release: (input, sending) => ask(places.ops.release, input, sending),
    /** 撤销 */
    dissolve: (input, sending) => ask(places.ops.dissolve, input, sending),
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
    /** 文字里提到的居民 */
    namesIn: (input, sending) => ask(people.ops.namesIn, input, sending),
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
    /** 跨社区核对记录 */
    matches: (input, sending) => ask(people.ops.matches, input, sending),
    /** 撤销核对 */
    undoMatch: (input, sending) => ask(people.ops.undoMatch, input, sending),
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
    /** 可编入名册的人 */
    electors: (input, sending) => ask(people.ops.electors, input, sending),
    /** 我登记在哪里 */
    mine: (input, sending) => ask(people.ops.mine, input, sending),
    /** 住着人的房屋 */
    lived: (input, sending) => ask(people.ops.lived, input, sending),
    /** 申请关联本人信息 */
    applyLink: (input, sending) => ask(people.ops.applyLink, input, sending),
    /** 账号关联申请 */
    links: (input, sending) => ask(people.ops.links, input, sending),
    /** 账号关联申请详情 */
    link: (input, sending) => ask(people.ops.link, input, sending),
    /** 核对无误，关联 */
    approveLink: (input, sending) => ask(people.ops.approveLink, input, sending),
    /** 不予关联 */
    rejectLink: (input, sending) => ask(people.ops.rejectLink, input, sending),
    /** 撤回申请 */
    withdrawLink: (input, sending) => ask(people.ops.withdrawLink, input, sending),
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
    /** 到期清除 */
    forget: (input, sending) => ask(people.ops.forget, input, sending),
    /** 并入另一份档案 */
    absorb: (input, sending) => ask(people.ops.absorb, input, sending),
    /** 核对别处的档案 */
    match: (input, sending) => ask(people.ops.match, input, sending),
  } satisfies Client<typeof people.ops>,
  grid: {
    /** 事项分类 */
    categories: (input, sending) => ask(grid.ops.categories, input, sending),
    /** 分类表 */
    categoryList: (input, sending) => ask(grid.ops.categoryList, input, sending),
    /** 增加分类 */
    categoryAdd: (input, sending) => ask(grid.ops.categoryAdd, input, sending),
    /** 修改分类 */
    categoryChange: (input, sending) => ask(grid.ops.categoryChange, input, sending),
    /** 停用或恢复分类 */
    categoryRetire: (input, sending) => ask(grid.ops.categoryRetire, input, sending),
    /** 按描述猜分类 */
    suggest: (input, sending) => ask(grid.ops.suggest, input, sending),
    /** 附近是否已有人报过 */
    alike: (input, sending) => ask(grid.ops.alike, input, sending),
    /** 上报 */
    report: (input, sending) => ask(grid.ops.report, input, sending),
    /** 代为登记 */
    register: (input, sending) => ask(grid.ops.register, input, sending),
    /** 接收外部工单 */
    receive: (input, sending) => ask(grid.ops.receive, input, sending),
    /** 按来电号码查 */
    caller: (input, sending) => ask(grid.ops.caller, input, sending),
    /** 凭编号查询 */
    follow: (input, sending) => ask(grid.ops.follow, input, sending),
    /** 公开事项 */
    published: (input, sending) => ask(grid.ops.published, input, sending),
    /** 公开事项 */
    publishedOne: (input, sending) => ask(grid.ops.publishedOne, input, sending),
    /** 公开事项的经过 */
    publishedSteps: (input, sending) => ask(grid.ops.publishedSteps, input, sending),
    /** 公开数字 */
    figures: (input, sending) => ask(grid.ops.figures, input, sending),
    /** 各网格的公开事项 */
    publishedByGrid: (input, sending) => ask(grid.ops.publishedByGrid, input, sending),
    /** 在办多久了 */
    ages: (input, sending) => ask(grid.ops.ages, input, sending),
    /** 三率 */
    rates: (input, sending) => ask(grid.ops.rates, input, sending),
    /** 事项列表 */
    matters: (input, sending) => ask(grid.ops.matters, input, sending),
    /** 事项 */
    matter: (input, sending) => ask(grid.ops.matter, input, sending),
    /** 可以转出的内容 */
    leaving: (input, sending) => ask(grid.ops.leaving, input, sending),
    /** 可以转出的经过 */
    leavingSteps: (input, sending) => ask(grid.ops.leavingSteps, input, sending),
    /** 受理回执 */
    receipt: (input, sending) => ask(grid.ops.receipt, input, sending),
    /** 我报的事 */
    mine: (input, sending) => ask(grid.ops.mine, input, sending),
    /** 可派的承办人 */
    handlers: (input, sending) => ask(grid.ops.handlers, input, sending),
    /** 受理 */
    accept: (input, sending) => ask(grid.ops.accept, input, sending),
    /** 对方已办好，转入核查 */
    takeResult: (input, sending) => ask(grid.ops.takeResult, input, sending),
    /** 对方没办好，继续办 */
    notDone: (input, sending) => ask(grid.ops.notDone, input, sending),
    /** 派遣 */
    dispatch: (input, sending) => ask(grid.ops.dispatch, input, sending),
    /** 签收 */
    sign: (input, sending) => ask(grid.ops.sign, input, sending),
    /** 办结反馈 */
    feedback: (input, sending) => ask(grid.ops.feedback, input, sending),
    /** 核查通过，结案 */
    verify: (input, sending) => ask(grid.ops.verify, input, sending),
    /** 核查不通过 */
    redo: (input, sending) => ask(grid.ops.redo, input, sending),
    /** 已解决，确认 */
    confirm: (input, sending) => ask(grid.ops.confirm, input, sending),
    /** 没解决，请重办 */
    reopen: (input, sending) => ask(grid.ops.reopen, input, sending),
    /** 评价 */
    rate: (input, sending) => ask(grid.ops.rate, input, sending),
    /** 补充情况 */
    supplement: (input, sending) => ask(grid.ops.supplement, input, sending),
    /** 按现有情况继续 */
    proceed: (input, sending) => ask(grid.ops.proceed, input, sending),
    /** 回访 */
    revisit: (input, sending) => ask(grid.ops.revisit, input, sending),
    /** 回访未解决，重办 */
    revisitFailed: (input, sending) => ask(grid.ops.revisitFailed, input, sending),
    /** 恢复办理 */
    resume: (input, sending) => ask(grid.ops.resume, input, sending),
    /** 记一笔 */
    note: (input, sending) => ask(grid.ops.note, input, sending),
    /** 查看联系电话 */
    contact: (input, sending) => ask(grid.ops.contact, input, sending),
    /** 记下联系 */
    called: (input, sending) => ask(grid.ops.called, input, sending),
    /** 退回补充 */
    askMore: (input, sending) => ask(grid.ops.askMore, input, sending),
    /** 并单 */
    merge: (input, sending) => ask(grid.ops.merge, input, sending),
    /** 拆单 */
    unmerge: (input, sending) => ask(grid.ops.unmerge, input, sending),
    /** 随主件结案 */
    closeWithLead: (input, sending) => ask(grid.ops.closeWithLead, input, sending),
    /** 对方已办结 */
    heardDone: (input, sending) => ask(grid.ops.heardDone, input, sending),
    /** 吹哨上报 */
    lift: (input, sending) => ask(grid.ops.lift, input, sending),
    /** 交回下级 */
    lower: (input, sending) => ask(grid.ops.lower, input, sending),
    /** 转办 */
    transfer: (input, sending) => ask(grid.ops.transfer, input, sending),
    /** 请人协办 */
    invite: (input, sending) => ask(grid.ops.invite, input, sending),
    /** 挂起 */
    pause: (input, sending) => ask(grid.ops.pause, input, sending),
    /** 延期 */
    extend: (input, sending) => ask(grid.ops.extend, input, sending),
    /** 申请转办 */
    askTransfer: (input, sending) => ask(grid.ops.askTransfer, input, sending),
    /** 求助 */
    askHelp: (input, sending) => ask(grid.ops.askHelp, input, sending),
    /** 申请挂起 */
    askPause: (input, sending) => ask(grid.ops.askPause, input, sending),
    /** 申请延期 */
    askExtend: (input, sending) => ask(grid.ops.askExtend, input, sending),
    /** 退单 */
    sendBack: (input, sending) => ask(grid.ops.sendBack, input, sending),
    /** 督办 */
    supervise: (input, sending) => ask(grid.ops.supervise, input, sending),
    /** 催办 */
    urge: (input, sending) => ask(grid.ops.urge, input, sending),
    /** 升级 */
    escalate: (input, sending) => ask(grid.ops.escalate, input, sending),
    /** 考核剔除 */
    exclude: (input, sending) => ask(grid.ops.exclude, input, sending),
    /** 不予受理 */
    reject: (input, sending) => ask(grid.ops.reject, input, sending),
    /** 撤回 */
    withdraw: (input, sending) => ask(grid.ops.withdraw, input, sending),
    /** 归档 */
    archive: (input, sending) => ask(grid.ops.archive, input, sending),
    /** 申请列表 */
    requests: (input, sending) => ask(grid.ops.requests, input, sending),
    /** 申请 */
    request: (input, sending) => ask(grid.ops.request, input, sending),
    /** 协办 */
    task: (input, sending) => ask(grid.ops.task, input, sending),
    /** 督办列表 */
    orders: (input, sending) => ask(grid.ops.orders, input, sending),
    /** 督办 */
    order: (input, sending) => ask(grid.ops.order, input, sending),
    /** 同意 */
    grant: (input, sending) => ask(grid.ops.grant, input, sending),
    /** 不同意 */
    refuse: (input, sending) => ask(grid.ops.refuse, input, sending),
    /** 撤销申请 */
    drop: (input, sending) => ask(grid.ops.drop, input, sending),
    /** 接手 */
    takeUp: (input, sending) => ask(grid.ops.takeUp, input, sending),
    /** 协办完成 */
    finish: (input, sending) => ask(grid.ops.finish, input, sending),
    /** 退回协办 */
    decline: (input, sending) => ask(grid.ops.decline, input, sending),
    /** 撤销协办 */
    callOff: (input, sending) => ask(grid.ops.callOff, input, sending),
    /** 书面答复 */
    answer: (input, sending) => ask(grid.ops.answer, input, sending),
    /** 认可答复 */
    settle: (input, sending) => ask(grid.ops.settle, input, sending),
    /** 退回重答 */
    askAgain: (input, sending) => ask(grid.ops.askAgain, input, sending),
    /** 撤销督办 */
    revoke: (input, sending) => ask(grid.ops.revoke, input, sending),
    /** 巡查点位 */
    points: (input, sending) => ask(grid.ops.points, input, sending),
    /** 巡查点位 */
    point: (input, sending) => ask(grid.ops.point, input, sending),
    /** 增加点位 */
    addPoint: (input, sending) => ask(grid.ops.addPoint, input, sending),
    /** 巡查计划 */
    plans: (input, sending) => ask(grid.ops.plans, input, sending),
    /** 巡查计划 */
    plan: (input, sending) => ask(grid.ops.plan, input, sending),
    /** 定巡查计划 */
    planPatrol: (input, sending) => ask(grid.ops.planPatrol, input, sending),
    /** 排出一次巡查 */
    makeRound: (input, sending) => ask(grid.ops.makeRound, input, sending),
    /** 巡查记录 */
    rounds: (input, sending) => ask(grid.ops.rounds, input, sending),
    /** 巡查 */
    round: (input, sending) => ask(grid.ops.round, input, sending),
    /** 到访记录 */
    visits: (input, sending) => ask(grid.ops.visits, input, sending),
    /** 到访率 */
    patrolRates: (input, sending) => ask(grid.ops.patrolRates, input, sending),
    /** 请人上门 */
    askVisit: (input, sending) => ask(grid.ops.askVisit, input, sending),
    /** 代登记上门 */
    arrangeFor: (input, sending) => ask(grid.ops.arrangeFor, input, sending),
    /** 上门服务 */
    homeVisits: (input, sending) => ask(grid.ops.homeVisits, input, sending),
    /** 上门服务 */
    homeVisit: (input, sending) => ask(grid.ops.homeVisit, input, sending),
    /** 上门服务汇总 */
    homeVisitCounts: (input, sending) => ask(grid.ops.homeVisitCounts, input, sending),
    /** 停用 */
    retirePoint: (input, sending) => ask(grid.ops.retirePoint, input, sending),
    /** 改计划 */
    changePlan: (input, sending) => ask(grid.ops.changePlan, input, sending),
    /** 停止 */
    stopPlan: (input, sending) => ask(grid.ops.stopPlan, input, sending),
    /** 恢复 */
    runPlan: (input, sending) => ask(grid.ops.runPlan, input, sending),
    /** 开始巡查 */
    setOut: (input, sending) => ask(grid.ops.setOut, input, sending),
    /** 完成巡查 */
    finishRound: (input, sending) => ask(grid.ops.finishRound, input, sending),
    /** 到时结束 */
    breakOff: (input, sending) => ask(grid.ops.breakOff, input, sending),
    /** 记为漏巡 */
    missRound: (input, sending) => ask(grid.ops.missRound, input, sending),
    /** 换人 */
    reassign: (input, sending) => ask(grid.ops.reassign, input, sending),
    /** 说明原因 */
    explain: (input, sending) => ask(grid.ops.explain, input, sending),
    /** 到访 */
    arrive: (input, sending) => ask(grid.ops.arrive, input, sending),
    /** 没去，写原因 */
    skip: (input, sending) => ask(grid.ops.skip, input, sending),
    /** 记为漏访 */
    missVisit: (input, sending) => ask(grid.ops.missVisit, input, sending),
    /** 安排上门 */
    arrange: (input, sending) => ask(grid.ops.arrange, input, sending),
    /** 查看联系电话 */
    callHome: (input, sending) => ask(grid.ops.callHome, input, sending),
    /** 上门完成 */
    serve: (input, sending) => ask(grid.ops.serve, input, sending),
    /** 改期 */
    putOff: (input, sending) => ask(grid.ops.putOff, input, sending),
    /** 不用来了 */
    noNeed: (input, sending) => ask(grid.ops.noNeed, input, sending),
  } satisfies Client<typeof grid.ops>,
  open311: {
    /** 对接系统 */
    systems: (input, sending) => ask(open311.ops.systems, input, sending),
    /** 登记对接系统 */
    add: (input, sending) => ask(open311.ops.add, input, sending),
    /** 修改对接系统 */
    change: (input, sending) => ask(open311.ops.change, input, sending),
    /** 对应服务 */
    map: (input, sending) => ask(open311.ops.map, input, sending),
    /** 重试 */
    retry: (input, sending) => ask(open311.ops.retry, input, sending),
    /** 可以转到哪些系统 */
    receivers: (input, sending) => ask(open311.ops.receivers, input, sending),
    /** 转给对接系统 */
    passOn: (input, sending) => ask(open311.ops.passOn, input, sending),
    /** 转出的事项 */
    passings: (input, sending) => ask(open311.ops.passings, input, sending),
    /** 转出的事项 */
    passing: (input, sending) => ask(open311.ops.passing, input, sending),
    /** 这件事转出的情况 */
    ofMatter: (input, sending) => ask(open311.ops.ofMatter, input, sending),
    /** 送达 */
    deliver: (input, sending) => ask(open311.ops.deliver, input, sending),
    /** 过后再送 */
    postpone: (input, sending) => ask(open311.ops.postpone, input, sending),
    /** 送不出去 */
    giveUp: (input, sending) => ask(open311.ops.giveUp, input, sending),
    /** 得到对方编号 */
    number: (input, sending) => ask(open311.ops.number, input, sending),
    /** 对方有进展 */
    hear: (input, sending) => ask(open311.ops.hear, input, sending),
    /** 已把进展告诉对方 */
    told: (input, sending) => ask(open311.ops.told, input, sending),
    /** 进展没送到 */
    untold: (input, sending) => ask(open311.ops.untold, input, sending),
    /** 对方已办结 */
    finish: (input, sending) => ask(open311.ops.finish, input, sending),
    /** 重试 */
    resend: (input, sending) => ask(open311.ops.resend, input, sending),
    /** 不再转出 */
    recall: (input, sending) => ask(open311.ops.recall, input, sending),
  } satisfies Client<typeof open311.ops>,
  portal: {
    /** 公告 */
    published: (input, sending) => ask(portal.ops.published, input, sending),
    /** 公告 */
    publishedOne: (input, sending) => ask(portal.ops.publishedOne, input, sending),
    /** 公告列表 */
    notices: (input, sending) => ask(portal.ops.notices, input, sending),
    /** 公告 */
    notice: (input, sending) => ask(portal.ops.notice, input, sending),
    /** 起草公告 */
    draft: (input, sending) => ask(portal.ops.draft, input, sending),
    /** 修改 */
    edit: (input, sending) => ask(portal.ops.edit, input, sending),
    /** 公布 */
    publish: (input, sending) => ask(portal.ops.publish, input, sending),
    /** 作废 */
    discard: (input, sending) => ask(portal.ops.discard, input, sending),
    /** 更正 */
    correct: (input, sending) => ask(portal.ops.correct, input, sending),
    /** 延长 */
    extend: (input, sending) => ask(portal.ops.extend, input, sending),
    /** 撤下 */
    withdraw: (input, sending) => ask(portal.ops.withdraw, input, sending),
    /** 到期 */
    expire: (input, sending) => ask(portal.ops.expire, input, sending),
  } satisfies Client<typeof portal.ops>,
  council: {
    /** 议事组织 */
    bodies: (input, sending) => ask(council.ops.bodies, input, sending),
    /** 议事组织 */
    body: (input, sending) => ask(council.ops.body, input, sending),
    /** 谁在议事 */
    publicBodies: (input, sending) => ask(council.ops.publicBodies, input, sending),
    /** 登记议事组织 */
    formBody: (input, sending) => ask(council.ops.formBody, input, sending),
    /** 授权 */
    grantMandate: (input, sending) => ask(council.ops.grantMandate, input, sending),
    /** 改名额和人数 */
    reshape: (input, sending) => ask(council.ops.reshape, input, sending),
    /** 安排席位 */
    seat: (input, sending) => ask(council.ops.seat, input, sending),
    /** 离任 */
    unseat: (input, sending) => ask(council.ops.unseat, input, sending),
    /** 替补 */
    replaceSeat: (input, sending) => ask(council.ops.replaceSeat, input, sending),
    /** 申报近亲属 */
    declareKin: (input, sending) => ask(council.ops.declareKin, input, sending),
    /** 宣告成立 */
    constitute: (input, sending) => ask(council.ops.constitute, input, sending),
    /** 届满 */
    endTerm: (input, sending) => ask(council.ops.endTerm, input, sending),
    /** 撤销 */
    abolish: (input, sending) => ask(council.ops.abolish, input, sending),
    /** 收回授权 */
    revokeMandate: (input, sending) => ask(council.ops.revokeMandate, input, sending),
    /** 提议题 */
    propose: (input, sending) => ask(council.ops.propose, input, sending),
    /** 登记议题 */
    raise: (input, sending) => ask(council.ops.raise, input, sending),
    /** 议题列表 */
    topics: (input, sending) => ask(council.ops.topics, input, sending),
    /** 议题 */
    topic: (input, sending) => ask(council.ops.topic, input, sending),
    /** 我提的议题 */
    myTopics: (input, sending) => ask(council.ops.myTopics, input, sending),
    /** 正在议的事 */
    publicTopics: (input, sending) => ask(council.ops.publicTopics, input, sending),
    /** 议题进展 */
    publicTopic: (input, sending) => ask(council.ops.publicTopic, input, sending),
    /** 联名 */
    support: (input, sending) => ask(council.ops.support, input, sending),
    /** 撤回 */
    withdrawTopic: (input, sending) => ask(council.ops.withdrawTopic, input, sending),
    /** 同意立题 */
    admitTopic: (input, sending) => ask(council.ops.admitTopic, input, sending),
    /** 不予立题 */
    refuseTopic: (input, sending) => ask(council.ops.refuseTopic, input, sending),
    /** 转政府办理 */
    forwardTopic: (input, sending) => ask(council.ops.forwardTopic, input, sending),
    /** 记一步（四议两公开） */
    takeStep: (input, sending) => ask(council.ops.takeStep, input, sending),
    /** 列入议程 */
    scheduleTopic: (input, sending) => ask(council.ops.scheduleTopic, input, sending),
    /** 移出议程 */
    unscheduleTopic: (input, sending) => ask(council.ops.unscheduleTopic, input, sending),
    /** 讨论 */
    discussTopic: (input, sending) => ask(council.ops.discussTopic, input, sending),
    /** 通过 */
    carryTopic: (input, sending) => ask(council.ops.carryTopic, input, sending),
    /** 未通过 */
    loseTopic: (input, sending) => ask(council.ops.loseTopic, input, sending),
    /** 推迟 */
    postponeTopic: (input, sending) => ask(council.ops.postponeTopic, input, sending),
    /** 开始执行 */
    executeTopic: (input, sending) => ask(council.ops.executeTopic, input, sending),
    /** 办结 */
    finishTopic: (input, sending) => ask(council.ops.finishTopic, input, sending),
    /** 归档 */
    archiveTopic: (input, sending) => ask(council.ops.archiveTopic, input, sending),
    /** 归档（未通过） */
    closeTopic: (input, sending) => ask(council.ops.closeTopic, input, sending),
    /** 筹备会议 */
    planMeeting: (input, sending) => ask(council.ops.planMeeting, input, sending),
    /** 会议列表 */
    meetings: (input, sending) => ask(council.ops.meetings, input, sending),
    /** 会议 */
    meeting: (input, sending) => ask(council.ops.meeting, input, sending),
    /** 开会通知和记录 */
    publicMeetings: (input, sending) => ask(council.ops.publicMeetings, input, sending),
    /** 改时间地点 */
    amendMeeting: (input, sending) => ask(council.ops.amendMeeting, input, sending),
    /** 增加议程 */
    addItem: (input, sending) => ask(council.ops.addItem, input, sending),
    /** 去掉议程 */
    removeItem: (input, sending) => ask(council.ops.removeItem, input, sending),
    /** 发通知 */
    convene: (input, sending) => ask(council.ops.convene, input, sending),
    /** 开会 */
    openMeeting: (input, sending) => ask(council.ops.openMeeting, input, sending),
    /** 签到 */
    checkIn: (input, sending) => ask(council.ops.checkIn, input, sending),
    /** 撤销签到 */
    checkOut: (input, sending) => ask(council.ops.checkOut, input, sending),
    /** 请假 */
    excuse: (input, sending) => ask(council.ops.excuse, input, sending),
    /** 改期，重新通知 */
    adjourn: (input, sending) => ask(council.ops.adjourn, input, sending),
    /** 取消会议 */
    cancelMeeting: (input, sending) => ask(council.ops.cancelMeeting, input, sending),
    /** 委托 */
    entrust: (input, sending) => ask(council.ops.entrust, input, sending),
    /** 记到会人数 */
    countHeads: (input, sending) => ask(council.ops.countHeads, input, sending),
    /** 记发言 */
    discuss: (input, sending) => ask(council.ops.discuss, input, sending),
    /** 记名表态 */
    voice: (input, sending) => ask(council.ops.voice, input, sending),
    /** 计票 */
    countVotes: (input, sending) => ask(council.ops.countVotes, input, sending),
    /** 推迟再议 */
    postponeItem: (input, sending) => ask(council.ops.postponeItem, input, sending),
    /** 散会 */
    closeMeeting: (input, sending) => ask(council.ops.closeMeeting, input, sending),
    /** 写会议记录 */
    draftMinutes: (input, sending) => ask(council.ops.draftMinutes, input, sending),
    /** 签字 */
    signMinutes: (input, sending) => ask(council.ops.signMinutes, input, sending),
    /** 签字完成 */
    sealMinutes: (input, sending) => ask(council.ops.sealMinutes, input, sending),
    /** 公布记录 */
    publishMinutes: (input, sending) => ask(council.ops.publishMinutes, input, sending),
    /** 决议登记簿 */
    resolutions: (input, sending) => ask(council.ops.resolutions, input, sending),
    /** 决议 */
    resolution: (input, sending) => ask(council.ops.resolution, input, sending),
    /** 决议 */
    publicResolutions: (input, sending) => ask(council.ops.publicResolutions, input, sending),
    /** 决议 */
    publicResolution: (input, sending) => ask(council.ops.publicResolution, input, sending),
    /** 能不能担这个角色 */
    mayAct: (input, sending) => ask(council.ops.mayAct, input, sending),
    /** 公示 */
    displayResolution: (input, sending) => ask(council.ops.displayResolution, input, sending),
    /** 提异议 */
    object: (input, sending) => ask(council.ops.object, input, sending),
    /** 答复异议 */
    answerObjection: (input, sending) => ask(council.ops.answerObjection, input, sending),
    /** 交付执行 */
    executeResolution: (input, sending) => ask(council.ops.executeResolution, input, sending),
    /** 指定监督 */
    superviseResolution: (input, sending) => ask(council.ops.superviseResolution, input, sending),
    /** 报告进展 */
    reportProgress: (input, sending) => ask(council.ops.reportProgress, input, sending),
    /** 办结并公开结果 */
    finishResolution: (input, sending) => ask(council.ops.finishResolution, input, sending),
    /** 撤下公示 */
    takeDown: (input, sending) => ask(council.ops.takeDown, input, sending),
    /** 归档 */
    archiveResolution: (input, sending) => ask(council.ops.archiveResolution, input, sending),
    /** 撤销决议 */
    annulResolution: (input, sending) => ask(council.ops.annulResolution, input, sending),
    /** 表决列表 */
    ballots: (input, sending) => ask(council.ops.ballots, input, sending),
    /** 表决 */
    ballot: (input, sending) => ask(council.ops.ballot, input, sending),
    /** 名册 */
    roll: (input, sending) => ask(council.ops.roll, input, sending),
    /** 纸票录入 */
    papers: (input, sending) => ask(council.ops.papers, input, sending),
    /** 名册异议 */
    objections: (input, sending) => ask(council.ops.objections, input, sending),
    /** 名册异议 */
    objection: (input, sending) => ask(council.ops.objection, input, sending),
    /** 正在表决的事 */
    publicBallots: (input, sending) => ask(council.ops.publicBallots, input, sending),
    /** 表决 */
    publicBallot: (input, sending) => ask(council.ops.publicBallot, input, sending),
    /** 名册公示 */
    publicRoll: (input, sending) => ask(council.ops.publicRoll, input, sending),
    /** 公开的票 */
    log: (input, sending) => ask(council.ops.log, input, sending),
    /** 结果 */
    outcome: (input, sending) => ask(council.ops.outcome, input, sending),
    /** 选举文件 */
    pabulib: (input, sending) => ask(council.ops.pabulib, input, sending),
    /** 我的投票权 */
    myRights: (input, sending) => ask(council.ops.myRights, input, sending),
    /** 起草表决 */
    draftBallot: (input, sending) => ask(council.ops.draftBallot, input, sending),
    /** 计票演练 */
    rehearse: (input, sending) => ask(council.ops.rehearse, input, sending),
    /** 对名册提出异议 */
    raiseObjection: (input, sending) => ask(council.ops.raiseObjection, input, sending),
    /** 领取选票 */
    takeToken: (input, sending) => ask(council.ops.takeToken, input, sending),
    /** 票站发票 */
    giveToken: (input, sending) => ask(council.ops.giveToken, input, sending),
    /** 发纸质票 */
    givePaper: (input, sending) => ask(council.ops.givePaper, input, sending),
    /** 投票 */
    cast: (input, sending) => ask(council.ops.cast, input, sending),
    /** 实名投票 */
    signVote: (input, sending) => ask(council.ops.signVote, input, sending),
    /** 录入纸票 */
    enterPaper: (input, sending) => ask(council.ops.enterPaper, input, sending),
    /** 修改 */
    reviseBallot: (input, sending) => ask(council.ops.reviseBallot, input, sending),
    /** 加一个问题 */
    addQuestion: (input, sending) => ask(council.ops.addQuestion, input, sending),
    /** 去掉最后一个问题 */
    dropQuestion: (input, sending) => ask(council.ops.dropQuestion, input, sending),
    /** 从人口信息编名册 */
    fillRoll: (input, sending) => ask(council.ops.fillRoll, input, sending),
    /** 名册加人 */
    addVoter: (input, sending) => ask(council.ops.addVoter, input, sending),
    /** 名册去人 */
    strikeVoter: (input, sending) => ask(council.ops.strikeVoter, input, sending),
    /** 登记书面委托 */
    nameProxy: (input, sending) => ask(council.ops.nameProxy, input, sending),
    /** 公布名册 */
    publishRoll: (input, sending) => ask(council.ops.publishRoll, input, sending),
    /** 开始投票 */
    openVote: (input, sending) => ask(council.ops.openVote, input, sending),
    /** 截止 */
    closeVote: (input, sending) => ask(council.ops.closeVote, input, sending),
    /** 计票 */
    countVote: (input, sending) => ask(council.ops.countVote, input, sending),
    /** 公布结果 */
    publishVote: (input, sending) => ask(council.ops.publishVote, input, sending),
    /** 归档 */
    archiveVote: (input, sending) => ask(council.ops.archiveVote, input, sending),
    /** 取消 */
    cancelVote: (input, sending) => ask(council.ops.cancelVote, input, sending),
    /** 异议成立 */
    upholdObjection: (input, sending) => ask(council.ops.upholdObjection, input, sending),
    /** 异议不成立 */
    dismissObjection: (input, sending) => ask(council.ops.dismissObjection, input, sending),
  } satisfies Client<typeof council.ops>,
  needs: {
    /** 拟定摸底 */
    draftSurvey: (input, sending) => ask(needs.ops.draftSurvey, input, sending),
    /** 需求摸底列表 */
    surveys: (input, sending) => ask(needs.ops.surveys, input, sending),
    /** 需求摸底 */
    survey: (input, sending) => ask(needs.ops.survey, input, sending),
    /** 答复率 */
    rates: (input, sending) => ask(needs.ops.rates, input, sending),
    /** 社区的摸底 */
    publicSurveys: (input, sending) => ask(needs.ops.publicSurveys, input, sending),
    /** 摸底结果 */
    publicSurvey: (input, sending) => ask(needs.ops.publicSurvey, input, sending),
    /** 负面清单 */
    negative: (input, sending) => ask(needs.ops.negative, input, sending),
    /** 修改 */
    amendSurvey: (input, sending) => ask(needs.ops.amendSurvey, input, sending),
    /** 作罢 */
    dropSurvey: (input, sending) => ask(needs.ops.dropSurvey, input, sending),
    /** 开始征集 */
    openSurvey: (input, sending) => ask(needs.ops.openSurvey, input, sending),
    /** 延期 */
    extendSurvey: (input, sending) => ask(needs.ops.extendSurvey, input, sending),
    /** 截止，开始梳理 */
    closeSurvey: (input, sending) => ask(needs.ops.closeSurvey, input, sending),
    /** 继续收集 */
    resumeSurvey: (input, sending) => ask(needs.ops.resumeSurvey, input, sending),
    /** 梳理完毕 */
    finishSorting: (input, sending) => ask(needs.ops.finishSorting, input, sending),
    /** 退回梳理 */
    sortAgain: (input, sending) => ask(needs.ops.sortAgain, input, sending),
    /** 移交议事会 */
    handOver: (input, sending) => ask(needs.ops.handOver, input, sending),
    /** 归档 */
    archiveSurvey: (input, sending) => ask(needs.ops.archiveSurvey, input, sending),
    /** 应答住户 */
    doors: (input, sending) => ask(needs.ops.doors, input, sending),
    /** 一户的答复 */
    sheets: (input, sending) => ask(needs.ops.sheets, input, sending),
    /** 我要填的表 */
    myForms: (input, sending) => ask(needs.ops.myForms, input, sending),
    /** 我填过的表 */
    mySheets: (input, sending) => ask(needs.ops.mySheets, input, sending),
    /** 填一户一表 */
    answer: (input, sending) => ask(needs.ops.answer, input, sending),
    /** 上门填表 */
    answerAtDoor: (input, sending) => ask(needs.ops.answerAtDoor, input, sending),
    /** 录入纸表 */
    enterPaper: (input, sending) => ask(needs.ops.enterPaper, input, sending),
    /** 纸表 */
    papers: (input, sending) => ask(needs.ops.papers, input, sending),
    /** 纸表 */
    paper: (input, sending) => ask(needs.ops.paper, input, sending),
    /** 两遍一样，计入 */
    agreePaper: (input, sending) => ask(needs.ops.agreePaper, input, sending),
    /** 两遍不一样，待核定 */
    differPaper: (input, sending) => ask(needs.ops.differPaper, input, sending),
    /** 核定 */
    settlePaper: (input, sending) => ask(needs.ops.settlePaper, input, sending),
    /** 意愿列表 */
    wishes: (input, sending) => ask(needs.ops.wishes, input, sending),
    /** 意愿 */
    wish: (input, sending) => ask(needs.ops.wish, input, sending),
    /** 相像的意愿 */
    pairs: (input, sending) => ask(needs.ops.pairs, input, sending),
    /** 并入 */
    mergeWish: (input, sending) => ask(needs.ops.mergeWish, input, sending),
    /** 拆开 */
    unmergeWish: (input, sending) => ask(needs.ops.unmergeWish, input, sending),
    /** 列为候选 */
    nominateWish: (input, sending) => ask(needs.ops.nominateWish, input, sending),
    /** 不列入 */
    rejectWish: (input, sending) => ask(needs.ops.rejectWish, input, sending),
    /** 转政府办理 */
    passWish: (input, sending) => ask(needs.ops.passWish, input, sending),
    /** 重新梳理 */
    takeBackWish: (input, sending) => ask(needs.ops.takeBackWish, input, sending),
    /** 提交议事会 */
    raiseWish: (input, sending) => ask(needs.ops.raiseWish, input, sending),
    /** 住户改了答复 */
    replaceWish: (input, sending) => ask(needs.ops.replaceWish, input, sending),
  } satisfies Client<typeof needs.ops>,
  money: {
    /** 建账套 */
    openBook: (input, sending) => ask(money.ops.openBook, input, sending),
    /** 账套 */
    books: (input, sending) => ask(money.ops.books, input, sending),
    /** 账套 */
    book: (input, sending) => ask(money.ops.book, input, sending),
    /** 科目余额 */
    accounts: (input, sending) => ask(money.ops.accounts, input, sending),
    /** 月结 */
    months: (input, sending) => ask(money.ops.months, input, sending),
    /** 月份 */
    month: (input, sending) => ask(money.ops.month, input, sending),
    /** 记凭证 */
    post: (input, sending) => ask(money.ops.post, input, sending),
    /** 为别的业务记账 */
    record: (input, sending) => ask(money.ops.record, input, sending),
    /** 红冲 */
    reverse: (input, sending) => ask(money.ops.reverse, input, sending),
    /** 凭证 */
    vouchers: (input, sending) => ask(money.ops.vouchers, input, sending),
    /** 凭证 */
    voucher: (input, sending) => ask(money.ops.voucher, input, sending),
    /** 日记账 */
    cashBook: (input, sending) => ask(money.ops.cashBook, input, sending),
    /** 试算平衡 */
    trial: (input, sending) => ask(money.ops.trial, input, sending),
    /** 加明细科目 */
    addAccount: (input, sending) => ask(money.ops.addAccount, input, sending),
    /** 建下一年账 */
    nextYear: (input, sending) => ask(money.ops.nextYear, input, sending),
    /** 年结 */
    closeYear: (input, sending) => ask(money.ops.closeYear, input, sending),
    /** 停用账套 */
    closeBook: (input, sending) => ask(money.ops.closeBook, input, sending),
    /** 对账完成 */
    reconcileMonth: (input, sending) => ask(money.ops.reconcileMonth, input, sending),
    /** 结账 */
    closeMonth: (input, sending) => ask(money.ops.closeMonth, input, sending),
    /** 反结账 */
    reopenMonth: (input, sending) => ask(money.ops.reopenMonth, input, sending),
    /** 设立专项资金 */
    openFund: (input, sending) => ask(money.ops.openFund, input, sending),
    /** 专项资金 */
    funds: (input, sending) => ask(money.ops.funds, input, sending),
    /** 专项资金 */
    fund: (input, sending) => ask(money.ops.fund, input, sending),
    /** 投入增幅核对 */
    growth: (input, sending) => ask(money.ops.growth, input, sending),
    /** 公开的资金 */
    publicFunds: (input, sending) => ask(money.ops.publicFunds, input, sending),
    /** 一笔资金的来龙去脉 */
    publicFund: (input, sending) => ask(money.ops.publicFund, input, sending),
    /** 编预算 */
    drawBudget: (input, sending) => ask(money.ops.drawBudget, input, sending),
    /** 预算 */
    budgets: (input, sending) => ask(money.ops.budgets, input, sending),
    /** 预算 */
    budget: (input, sending) => ask(money.ops.budget, input, sending),
    /** 预算执行 */
    actual: (input, sending) => ask(money.ops.actual, input, sending),
    /** 登记合同 */
    commit: (input, sending) => ask(money.ops.commit, input, sending),
    /** 合同 */
    commitments: (input, sending) => ask(money.ops.commitments, input, sending),
    /** 合同 */
    commitment: (input, sending) => ask(money.ops.commitment, input, sending),
    /** 一个项目的合同和付款 */
    contractsOf: (input, sending) => ask(money.ops.contractsOf, input, sending),
    /** 填付款单 */
    draftPayment: (input, sending) => ask(money.ops.draftPayment, input, sending),
    /** 付款 */
    payments: (input, sending) => ask(money.ops.payments, input, sending),
    /** 付款 */
    payment: (input, sending) => ask(money.ops.payment, input, sending),
    /** 付款依据 */
    chain: (input, sending) => ask(money.ops.chain, input, sending),
    /** 暂停付款 */
    holds: (input, sending) => ask(money.ops.holds, input, sending),
    /** 暂停付款 */
    hold: (input, sending) => ask(money.ops.hold, input, sending),
    /** 登记到账 */
    receiveFund: (input, sending) => ask(money.ops.receiveFund, input, sending),
    /** 登记融资 */
    borrow: (input, sending) => ask(money.ops.borrow, input, sending),
    /** 结转下年 */
    carryOver: (input, sending) => ask(money.ops.carryOver, input, sending),
    /** 加项目 */
    addLine: (input, sending) => ask(money.ops.addLine, input, sending),
    /** 按决议生效 */
    adopt: (input, sending) => ask(money.ops.adopt, input, sending),
    /** 作废 */
    dropBudget: (input, sending) => ask(money.ops.dropBudget, input, sending),
    /** 结束，余额退回资金 */
    endBudget: (input, sending) => ask(money.ops.endBudget, input, sending),
    /** 登记验收 */
    acceptWork: (input, sending) => ask(money.ops.acceptWork, input, sending),
    /** 结束合同 */
    endContract: (input, sending) => ask(money.ops.endContract, input, sending),
    /** 复核 */
    checkPayment: (input, sending) => ask(money.ops.checkPayment, input, sending),
    /** 退回重填 */
    sendBack: (input, sending) => ask(money.ops.sendBack, input, sending),
    /** 改付款 */
    amendPayment: (input, sending) => ask(money.ops.amendPayment, input, sending),
    /** 村（居）委会签字 */
    signCommittee: (input, sending) => ask(money.ops.signCommittee, input, sending),
    /** 监督委员会签字 */
    signSupervision: (input, sending) => ask(money.ops.signSupervision, input, sending),
    /** 批准付款 */
    approve: (input, sending) => ask(money.ops.approve, input, sending),
    /** 送银行 */
    sendPayment: (input, sending) => ask(money.ops.sendPayment, input, sending),
    /** 付现金 */
    payCash: (input, sending) => ask(money.ops.payCash, input, sending),
    /** 银行已付 */
    markPaid: (input, sending) => ask(money.ops.markPaid, input, sending),
    /** 银行没付成 */
    markFailed: (input, sending) => ask(money.ops.markFailed, input, sending),
    /** 改正重来 */
    redraft: (input, sending) => ask(money.ops.redraft, input, sending),
    /** 对上流水 */
    settlePayment: (input, sending) => ask(money.ops.settlePayment, input, sending),
    /** 撤销对账 */
    unsettlePayment: (input, sending) => ask(money.ops.unsettlePayment, input, sending),
    /** 作废 */
    cancelPayment: (input, sending) => ask(money.ops.cancelPayment, input, sending),
    /** 暂停付款 */
    holdPayment: (input, sending) => ask(money.ops.holdPayment, input, sending),
    /** 答复 */
    answerHold: (input, sending) => ask(money.ops.answerHold, input, sending),
    /** 继续问 */
    askFurther: (input, sending) => ask(money.ops.askFurther, input, sending),
    /** 放行 */
    releaseHold: (input, sending) => ask(money.ops.releaseHold, input, sending),
    /** 不予付款 */
    upholdHold: (input, sending) => ask(money.ops.upholdHold, input, sending),
    /** 生成付款文件 */
    makeBatch: (input, sending) => ask(money.ops.makeBatch, input, sending),
    /** 付款批次 */
    batches: (input, sending) => ask(money.ops.batches, input, sending),
    /** 付款批次 */
    batch: (input, sending) => ask(money.ops.batch, input, sending),
    /** 银行流水 */
    bankLines: (input, sending) => ask(money.ops.bankLines, input, sending),
    /** 银行流水 */
    bankLine: (input, sending) => ask(money.ops.bankLine, input, sending),
    /** 可能是哪张凭证 */
    suggestions: (input, sending) => ask(money.ops.suggestions, input, sending),
    /** 余额调节 */
    reconciliation: (input, sending) => ask(money.ops.reconciliation, input, sending),
    /** 回盘完毕 */
    settleBatch: (input, sending) => ask(money.ops.settleBatch, input, sending),
    /** 对上凭证 */
    matchLine: (input, sending) => ask(money.ops.matchLine, input, sending),
    /** 撤销对账 */
    partLine: (input, sending) => ask(money.ops.partLine, input, sending),
    /** 资金事实 */
    facts: (input, sending) => ask(money.ops.facts, input, sending),
  } satisfies Client<typeof money.ops>,
  assets: {
    /** 登记资产 */
    registerAsset: (input, sending) => ask(assets.ops.registerAsset, input, sending),
    /** 资产台账 */
    assets: (input, sending) => ask(assets.ops.assets, input, sending),
    /** 资产 */
    asset: (input, sending) => ask(assets.ops.asset, input, sending),
    /** 集体资产和租金 */
    publicAssets: (input, sending) => ask(assets.ops.publicAssets, input, sending),
    /** 登记评估 */
    valueAsset: (input, sending) => ask(assets.ops.valueAsset, input, sending),
    /** 转为自用 */
    useAsset: (input, sending) => ask(assets.ops.useAsset, input, sending),
    /** 转为闲置 */
    vacateAsset: (input, sending) => ask(assets.ops.vacateAsset, input, sending),
    /** 交给承租人 */
    letAsset: (input, sending) => ask(assets.ops.letAsset, input, sending),
    /** 从承租人收回 */
    freeAsset: (input, sending) => ask(assets.ops.freeAsset, input, sending),
    /** 核销 */
    writeOff: (input, sending) => ask(assets.ops.writeOff, input, sending),
    /** 起草租约 */
    draftLease: (input, sending) => ask(assets.ops.draftLease, input, sending),
    /** 租约 */
    leases: (input, sending) => ask(assets.ops.leases, input, sending),
    /** 租约 */
    lease: (input, sending) => ask(assets.ops.lease, input, sending),
    /** 欠租 */
    arrears: (input, sending) => ask(assets.ops.arrears, input, sending),
    /** 定分配办法 */
    setPolicy: (input, sending) => ask(assets.ops.setPolicy, input, sending),
    /** 租金分配办法 */
    policies: (input, sending) => ask(assets.ops.policies, input, sending),
    /** 村（居）委会同意 */
    checkLease: (input, sending) => ask(assets.ops.checkLease, input, sending),
    /** 监督委员会同意 */
    agreeLease: (input, sending) => ask(assets.ops.agreeLease, input, sending),
    /** 作废 */
    dropLease: (input, sending) => ask(assets.ops.dropLease, input, sending),
    /** 起租 */
    beginLease: (input, sending) => ask(assets.ops.beginLease, input, sending),
    /** 收押金 */
    takeDeposit: (input, sending) => ask(assets.ops.takeDeposit, input, sending),
    /** 计租 */
    chargeRent: (input, sending) => ask(assets.ops.chargeRent, input, sending),
    /** 收租 */
    receiveRent: (input, sending) => ask(assets.ops.receiveRent, input, sending),
    /** 续租 */
    renewLease: (input, sending) => ask(assets.ops.renewLease, input, sending),
    /** 收回 */
    endLease: (input, sending) => ask(assets.ops.endLease, input, sending),
    /** 结清 */
    settleLease: (input, sending) => ask(assets.ops.settleLease, input, sending),
    /** 登记股份 */
    addMember: (input, sending) => ask(assets.ops.addMember, input, sending),
    /** 持股人 */
    members: (input, sending) => ask(assets.ops.members, input, sending),
    /** 持股人 */
    member: (input, sending) => ask(assets.ops.member, input, sending),
    /** 编分红表 */
    drawDividend: (input, sending) => ask(assets.ops.drawDividend, input, sending),
    /** 分红 */
    dividends: (input, sending) => ask(assets.ops.dividends, input, sending),
    /** 分红 */
    dividend: (input, sending) => ask(assets.ops.dividend, input, sending),
    /** 集体分红 */
    publicDividends: (input, sending) => ask(assets.ops.publicDividends, input, sending),
    /** 改股数 */
    changeShares: (input, sending) => ask(assets.ops.changeShares, input, sending),
    /** 退出 */
    leaveShares: (input, sending) => ask(assets.ops.leaveShares, input, sending),
    /** 宣布分红 */
    declareDividend: (input, sending) => ask(assets.ops.declareDividend, input, sending),
    /** 作废 */
    dropDividend: (input, sending) => ask(assets.ops.dropDividend, input, sending),
    /** 三资事实 */
    facts: (input, sending) => ask(assets.ops.facts, input, sending),
  } satisfies Client<typeof assets.ops>,
  works: {
    /** 服务目录 */
    catalogue: (input, sending) => ask(works.ops.catalogue, input, sending),
    /** 立项 */
    openProject: (input, sending) => ask(works.ops.openProject, input, sending),
    /** 工程项目 */
    projects: (input, sending) => ask(works.ops.projects, input, sending),
    /** 工程项目 */
    project: (input, sending) => ask(works.ops.project, input, sending),
    /** 办实事的项目 */
    publicProjects: (input, sending) => ask(works.ops.publicProjects, input, sending),
    /** 办实事的项目 */
    publicProject: (input, sending) => ask(works.ops.publicProject, input, sending),
    /** 三评的住户 */
    households: (input, sending) => ask(works.ops.households, input, sending),
    /** 三评 */
    review: (input, sending) => ask(works.ops.review, input, sending),
    /** 概算 */
    estimate: (input, sending) => ask(works.ops.estimate, input, sending),
    /** 公示 */
    announce: (input, sending) => ask(works.ops.announce, input, sending),
    /** 记报价 */
    addQuote: (input, sending) => ask(works.ops.addQuote, input, sending),
    /** 撤回重新概算 */
    withdrawNotice: (input, sending) => ask(works.ops.withdrawNotice, input, sending),
    /** 定承包人 */
    choose: (input, sending) => ask(works.ops.choose, input, sending),
    /** 签合同 */
    signContract: (input, sending) => ask(works.ops.signContract, input, sending),
    /** 加节点 */
    addMilestone: (input, sending) => ask(works.ops.addMilestone, input, sending),
    /** 现场报告 */
    reportSite: (input, sending) => ask(works.ops.reportSite, input, sending),
    /** 通过阶段验收 */
    passMilestone: (input, sending) => ask(works.ops.passMilestone, input, sending),
    /** 变更 */
    change: (input, sending) => ask(works.ops.change, input, sending),
    /** 签补充合同 */
    signChange: (input, sending) => ask(works.ops.signChange, input, sending),
    /** 报完工 */
    complete: (input, sending) => ask(works.ops.complete, input, sending),
    /** 退回返工 */
    sendBackWork: (input, sending) => ask(works.ops.sendBackWork, input, sending),
    /** 验收 */
    acceptProject: (input, sending) => ask(works.ops.acceptProject, input, sending),
    /** 结束三评 */
    endReview: (input, sending) => ask(works.ops.endReview, input, sending),
    /** 整改后再评 */
    reviewAgain: (input, sending) => ask(works.ops.reviewAgain, input, sending),
    /** 记问题 */
    addDefect: (input, sending) => ask(works.ops.addDefect, input, sending),
    /** 报告改好 */
    mendDefect: (input, sending) => ask(works.ops.mendDefect, input, sending),
    /** 复查问题 */
    passDefect: (input, sending) => ask(works.ops.passDefect, input, sending),
    /** 结项 */
    closeProject: (input, sending) => ask(works.ops.closeProject, input, sending),
    /** 终止项目 */
    stopProject: (input, sending) => ask(works.ops.stopProject, input, sending),
    /** 公布抽查名单 */
    planDraw: (input, sending) => ask(works.ops.planDraw, input, sending),
    /** 监督抽查 */
    draws: (input, sending) => ask(works.ops.draws, input, sending),
    /** 监督抽查 */
    draw: (input, sending) => ask(works.ops.draw, input, sending),
    /** 公开的抽查 */
    publicDraws: (input, sending) => ask(works.ops.publicDraws, input, sending),
    /** 安排到场监督 */
    planVisit: (input, sending) => ask(works.ops.planVisit, input, sending),
    /** 到场监督 */
    visits: (input, sending) => ask(works.ops.visits, input, sending),
    /** 到场监督 */
    visit: (input, sending) => ask(works.ops.visit, input, sending),
    /** 报第一个数 */
    sealNumber: (input, sending) => ask(works.ops.sealNumber, input, sending),
    /** 报第二个数，抽取 */
    openNumber: (input, sending) => ask(works.ops.openNumber, input, sending),
    /** 到场，没有问题 */
    findNothing: (input, sending) => ask(works.ops.findNothing, input, sending),
    /** 到场，有问题 */
    findFault: (input, sending) => ask(works.ops.findFault, input, sending),
    /** 答复 */
    answerVisit: (input, sending) => ask(works.ops.answerVisit, input, sending),
    /** 继续问 */
    askVisitAgain: (input, sending) => ask(works.ops.askVisitAgain, input, sending),
    /** 认可答复 */
    acceptAnswer: (input, sending) => ask(works.ops.acceptAnswer, input, sending),
  } satisfies Client<typeof works.ops>,
  insight: {
    /** 预警规则表 */
    table: (input, sending) => ask(insight.ops.table, input, sending),
    /** 回看 */
    replay: (input, sending) => ask(insight.ops.replay, input, sending),
    /** 启用规则 */
    watchFor: (input, sending) => ask(insight.ops.watchFor, input, sending),
    /** 在用的规则 */
    watched: (input, sending) => ask(insight.ops.watched, input, sending),
    /** 预警规则 */
    watching: (input, sending) => ask(insight.ops.watching, input, sending),
    /** 查一遍 */
    scan: (input, sending) => ask(insight.ops.scan, input, sending),
    /** 预警 */
    warnings: (input, sending) => ask(insight.ops.warnings, input, sending),
    /** 预警 */
    warning: (input, sending) => ask(insight.ops.warning, input, sending),
    /** 说明 */
    answerWarning: (input, sending) => ask(insight.ops.answerWarning, input, sending),
    /** 退回再说明 */
    askAgain: (input, sending) => ask(insight.ops.askAgain, input, sending),
    /** 认定 */
    acceptWarning: (input, sending) => ask(insight.ops.acceptWarning, input, sending),
    /** 报街道 */
    escalate: (input, sending) => ask(insight.ops.escalate, input, sending),
    /** 街道认定 */
    settleWarning: (input, sending) => ask(insight.ops.settleWarning, input, sending),
    /** 停用 */
    switchOff: (input, sending) => ask(insight.ops.switchOff, input, sending),
    /** 启用 */
    switchOn: (input, sending) => ask(insight.ops.switchOn, input, sending),
  } satisfies Client<typeof insight.ops>,
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
    /** 各状态件数 */
    states: (input, sending) => ask(work.ops.states, input, sending),
  } satisfies Client<typeof work.ops>,
  view: {
    /** 我存的筛选 */
    mine: (input, sending) => ask(view.ops.mine, input, sending),
    /** 存为常用 */
    keep: (input, sending) => ask(view.ops.keep, input, sending),
    /** 排列常用 */
    arrange: (input, sending) => ask(view.ops.arrange, input, sending),
    /** 删除常用 */
    drop: (input, sending) => ask(view.ops.drop, input, sending),
  } satisfies Client<typeof view.ops>,
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
  message: {
    /** 我的消息 */
    inbox: (input, sending) => ask(message.ops.inbox, input, sending),
    /** 标为已读 */
    read: (input, sending) => ask(message.ops.read, input, sending),
    /** 发出的消息 */
    outbox: (input, sending) => ask(message.ops.outbox, input, sending),
    /** 重发 */
    retry: (input, sending) => ask(message.ops.retry, input, sending),
    /** 本机发件箱 */
    local: (input, sending) => ask(message.ops.local, input, sending),
    /** 获取验证码 */
    code: (input, sending) => ask(message.ops.code, input, sending),
    /** 选择不收哪些短信 */
    choose: (input, sending) => ask(message.ops.choose, input, sending),
  } satisfies Client<typeof message.ops>,
  book: {
    /** 规矩里的数 */
    figures: (input, sending) => ask(book.ops.figures, input, sending),
    /** 一个数的沿革 */
    history: (input, sending) => ask(book.ops.history, input, sending),
    /** 定一个数 */
    set: (input, sending) => ask(book.ops.set, input, sending),
    /** 停用自定的数 */
    end: (input, sending) => ask(book.ops.end, input, sending),
    /** 节假日 */
    holidays: (input, sending) => ask(book.ops.holidays, input, sending),
    /** 换表会移动哪些时限 */
    preview: (input, sending) => ask(book.ops.preview, input, sending),
    /** 换一年的节假日表 */
    setHolidays: (input, sending) => ask(book.ops.setHolidays, input, sending),
  } satisfies Client<typeof book.ops>,
}
