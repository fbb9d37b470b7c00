/** What is promised about a survey: its course for staff, its rates, and the page that everyone may read. */
import { z } from 'zod'
import { command, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { survey } from './rules.ts'
import { Day, Id, oneOf, Question, Rates, SurveyState, Text } from './shapes.ts'
import { kinds, wish } from './wish-rules.ts'

const SurveyLine = z.object({
  ...key,
  place: Place.describe('社区（村）'),
  title: z.string().describe('摸底'),
  state: SurveyState,
  until: Day.describe('截止'),
  openedAt: z.date().nullable().describe('开始时间'),
  asked: z.int().describe('应答户数'),
  answered: z.int().describe('已答复'),
  wishes: z.int().describe('意愿'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
})
export const Survey = SurveyLine.extend({
  said: z.string().describe('说明'),
  grids: z.array(Place).describe('范围'),
  buildings: z.array(Id),
  questions: z.array(Question),
  byName: z.string().nullable().describe('拟定人'),
  handedAt: z.date().nullable().describe('移交时间'),
  reached: z.int().describe('走到的户数'),
  unheard: z.int().describe('待梳理'),
  papers: z.int().describe('没录完的纸表'),
  byKind: z.array(z.object({ kind: oneOf(kinds), households: z.int(), wishes: z.int() })),
  byState: z.array(z.object({ state: oneOf(wish.states), wishes: z.int() })),
  offers: Offers,
})
export type Survey = z.infer<typeof Survey>

/** What became of a wish, in the words it was sorted with; grids only where enough households stand behind it. */
const Outcome = z.object({
  id: Id,
  kind: oneOf(kinds).describe('哪一类'),
  title: z.string().describe('想办什么'),
  state: oneOf(wish.states).describe('去处'),
  households: z.int().describe('几户想要'),
  grids: z.array(Place).describe('哪些网格'),
  because: z.string().nullable().describe('为什么'),
  number: z.string().nullable().describe('编号'),
  topic: Id.nullable(),
})
export type Outcome = z.infer<typeof Outcome>
export const PublicSurvey = z.object({
  ...key,
  title: z.string().describe('摸底'),
  said: z.string().describe('说明'),
  state: SurveyState,
  until: Day.describe('截止'),
  questions: z.array(Question),
  rates: Rates.omit({ byGroup: true }),
  byKind: z.array(z.object({ kind: oneOf(kinds), households: z.int().nullable() })),
  heard: z.int().describe('待梳理'),
  wishes: z.array(Outcome),
})
export type PublicSurvey = z.infer<typeof PublicSurvey>

const Words = z.string().trim().max(2000, '最多 2000 个字')
const about = {
  title: Text(60).describe('摸底的名称'),
  said: Words.default('').describe('为什么摸底，怎么用'),
  until: Day.describe('截止日期'),
  grids: z.array(Place.length(15)).max(200).default([]).describe('只问这些网格'),
  buildings: z.array(Id).max(200).default([]).describe('只问这些楼栋'),
  questions: z.string().trim().max(2000).default('').describe('选择题，每行一题'),
}
export const surveyOps = {
  draftSurvey: command(
    '拟定摸底',
    z.object({ place: Place.length(12, '请选择社区（村）').describe('社区（村）'), ...about }),
    Survey,
  ),
  surveys: query(
    '需求摸底列表',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(SurveyState).optional().describe('状态'),
      ...paging,
    }),
    paged(SurveyLine),
  ),
  survey: query('需求摸底', z.object(key), Survey),
  rates: query('答复率', z.object(key), Rates),
  publicSurveys: query(
    '社区的摸底',
    z.object({
      place: Place.min(12).describe('社区（村）'),
      open: z.boolean().optional().describe('只看征集中'),
      ...paging,
    }),
    paged(SurveyLine.pick({ community: true, id: true, title: true, state: true, until: true })),
  ),
  publicSurvey: query('摸底结果', z.object(key), PublicSurvey),
  negative: query(
    '负面清单',
    z.object({ on: Day.optional().describe('哪天有效') }),
    z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        says: z.string(),
        source: z.string(),
        from: Day,
        until: Day.nullable(),
      }),
    ),
  ),
  ...movesOf(survey, Survey, {
    amendSurvey: {
      title: about.title.optional(),
      said: Words.optional().describe('为什么摸底，怎么用'),
      until: about.until.optional(),
      questions: z.string().trim().max(2000).optional().describe('选择题，每行一题'),
    },
    dropSurvey: { reason: Text(300).describe('为什么作罢') },
    extendSurvey: { until: Day.describe('截止日期') },
    resumeSurvey: { until: Day.describe('截止日期') },
  }),
}
