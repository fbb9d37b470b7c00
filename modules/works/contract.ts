/** What the works module promises: the catalogue, projects from a resolution to their reviews, samples and visits. */
import { z } from 'zod'
import {
  command,
  Community,
  contract,
  key,
  movesOf,
  paged,
  paging,
  Paid,
  Place,
  query,
  secret,
} from '../../kernel/contract.ts'
import { classes, fundings, providers } from './catalogue-rules.ts'
import { contents, mets } from './review-rules.ts'
import { project } from './rules.ts'
import {
  bidders,
  Day,
  Id,
  Item,
  oneOf,
  Photos,
  Project,
  ProjectLine,
  PublicLine,
  PublicProject,
  stateOf,
  Text,
} from './shapes.ts'
import { visitOps } from './visit-contract.ts'
import { kinds, ways } from './way-rules.ts'

const Class = z.object({
  code: z.string(),
  label: z.string().describe('类'),
  items: z.array(z.object({ code: Item, label: z.string(), provider: oneOf(providers), funding: oneOf(fundings) })),
})

export const works = contract('works', '工程', {
  catalogue: query(
    '服务目录',
    z.object({}),
    z.object({
      reconstructed: z.string().describe('来历'),
      classes: z.array(Class).length(Object.keys(classes).length),
    }),
  ),
  openProject: command(
    '立项',
    z.object({
      place: Place.min(12).describe('范围'),
      resolution: Id.describe('哪份决议'),
      title: Text(60).describe('项目'),
      said: Text(1000).describe('做什么'),
      item: Item.describe('目录项'),
      kind: oneOf(kinds).default('construction').describe('种类'),
      rank: z.int().min(1).max(99).describe('决议里的次序'),
      score: z.int().min(0).optional().describe('投票得分'),
      /** Whose households answer the reviews; without any, those of the whole place. */
      buildings: z.array(Id).max(200).default([]).describe('受益的楼栋'),
      private: z.boolean().default(false).describe('是居民自己该付钱的事'),
      liable: z.boolean().default(false).describe('是有责任单位的事'),
      duty: z.boolean().default(false).describe('是政府分内的事'),
    }),
    z.object(key),
  ),
  projects: query(
    '工程项目',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(stateOf(project)).optional().describe('状态'),
      late: z.boolean().optional().describe('只看超时'),
      search: z.string().trim().max(60).optional().describe('字词'),
      ...paging,
    }),
    paged(ProjectLine),
  ),
  project: query('工程项目', z.object(key), Project),
  publicProjects: query(
    '办实事的项目',
    z.object({ place: Place.min(12).describe('社区（村）'), ...paging }),
    paged(PublicLine),
  ),
  publicProject: query('办实事的项目', z.object(key), PublicProject),
  households: query(
    '三评的住户',
    z.object({ community: Community, project: Id.describe('项目'), ...paging }),
    paged(z.object({ id: Id, address: z.string().describe('住处'), answered: z.boolean().describe('已评') })),
  ),
  /** The answers are kept apart from who gave them: nobody can say whose they are. */
  review: command(
    '三评',
    z.object({
      community: Community,
      project: Id.describe('项目'),
      /** At the door; whoever answers for themselves is known by where they live. */
      room: Id.optional().describe('哪一户'),
      met: secret(oneOf(mets)).describe('合同要求做到了吗'),
      content: secret(oneOf(contents)).describe('您满意吗'),
      improve: secret(z.string().trim().max(300).default('')).describe('怎样改进'),
    }),
    z.object({ answers: z.int().describe('已收到') }),
  ),
  ...movesOf(project, Project, {
    estimate: { amount: Paid.describe('概算（元）'), text: Text(500).describe('怎么算的'), photos: Photos },
    addQuote: {
      bidder: Text(60).describe('谁报价'),
      bidderKind: oneOf(bidders).default('company').describe('报价的是'),
      amount: Paid.describe('报价（元）'),
      text: z.string().trim().max(300).default('').describe('说明'),
      photos: Photos,
    },
    withdrawNotice: { reason: Text(300).describe('为什么') },
    choose: {
      quote: Id.describe('选哪一份报价'),
      way: oneOf(ways).describe('怎么定的'),
      reference: z.string().trim().max(40).optional().describe('交易、招标编号'),
      reason: z.string().trim().max(300).default('').describe('理由（不是最低价必须写）'),
    },
    signContract: {
      line: Id.describe('预算项目'),
      number: Text(40).describe('合同编号'),
      signedDay: Day.describe('签订日期'),
      dueOn: Day.describe('约定完工日期'),
      why: z.string().trim().max(300).optional().describe('排在后面先做的理由'),
    },
    addMilestone: {
      title: Text(60).describe('节点'),
      dueOn: Day.describe('哪天前完成'),
      share: z.int().min(1).max(100).describe('到这里完成百分之几'),
    },
    reportSite: {
      photos: Photos,
      text: Text(500).describe('现场情况'),
      milestone: Id.optional().describe('做完了哪个节点'),
    },
    passMilestone: {
      milestone: Id.describe('节点'),
      number: Text(40).describe('验收单编号'),
      text: z.string().trim().max(300).default('').describe('说明'),
    },
    change: {
      amount: z
        .string()
        .trim()
        .regex(/^-?\d{1,9}(\.\d{1,2})?$/, '请填金额（元），减少的前面加负号')
        .describe('增加多少（元）'),
      why: Text(300).describe('为什么变更'),
      resolution: Id.optional().describe('依据哪份决议（超过限度必填）'),
    },
    signChange: { change: Id.describe('哪项变更'), number: Text(40).describe('补充合同编号') },
    sendBackWork: { reason: Text(300).describe('哪里要返工') },
    acceptProject: {
      number: Text(40).describe('验收单编号'),
      text: Text(500).describe('验收意见'),
      photos: Photos,
    },
    addDefect: { text: Text(300).describe('什么问题'), photos: Photos },
    mendDefect: { defect: Id.describe('哪个问题'), text: Text(300).describe('怎么改的'), photos: Photos },
    passDefect: { defect: Id.describe('哪个问题'), ok: z.boolean().default(false).describe('改好了') },
    stopProject: { reason: Text(300).describe('为什么终止') },
  }),
  ...visitOps,
})
