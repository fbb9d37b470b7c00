/** What is promised about answering: on the portal, at the door, on paper typed by two; and the list of doors. */
import { z } from 'zod'
import { command, Community, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { paper } from './paper-rules.ts'
import { groups, outcomes } from './rules.ts'
import { filled, Id, oneOf, outcome, Question, Said, stateOf, SurveyState, surveyKey, Way } from './shapes.ts'
import { wish } from './wish-rules.ts'

/** `id` is the room's. */
const Door = z.object({
  ...key,
  place: Place.describe('网格'),
  address: z.string().describe('住处'),
  outcome: oneOf(outcomes).nullable().describe('结果'),
  way: Way.nullable().describe('怎么答的'),
  at: z.date().nullable().describe('时间'),
})
/** Where the household had said more, or later, already, it is in the history and does not count. */
const Taken = z.object({ ...key, counts: z.boolean().describe('算数') })

const Sheet = z.object({
  ...key,
  place: Place.describe('网格'),
  way: Way,
  outcome: oneOf(outcomes).describe('结果'),
  byName: z.string().nullable().describe('谁录的'),
  at: z.date().describe('时间'),
  counts: z.boolean().describe('算数'),
  choices: z.array(z.string().nullable()),
  wishes: z.array(Said),
})
const Became = z.object({
  said: z.string().describe('意愿'),
  state: stateOf(wish.states),
  because: z.string().nullable().describe('为什么'),
  number: z.string().nullable().describe('编号'),
  topic: Id.nullable(),
})
const Mine = Sheet.pick({ community: true, id: true, at: true, counts: true }).extend({
  survey: Id.describe('哪次摸底'),
  title: z.string().describe('摸底'),
  wishes: z.array(Became).describe('意愿'),
})
export type Mine = z.infer<typeof Mine>

const Typed = z.object({ byName: z.string().nullable(), outcome: oneOf(outcomes), ...filled })
const PaperLine = z.object({
  ...key,
  place: Place.describe('网格'),
  survey: Id.describe('哪次摸底'),
  title: z.string().describe('摸底'),
  address: z.string().describe('住处'),
  state: stateOf(paper.states),
  at: z.date().describe('录入时间'),
})
/** Both are shown only once there is something to settle: the second hand types what stands on the paper. */
export const Paper = PaperLine.extend({ typed: z.array(Typed), differs: z.array(z.string()), offers: Offers })
export type Paper = z.infer<typeof Paper>

const atDoor = { place: Place.length(15).describe('网格'), survey: Id.describe('哪次摸底'), room: Id.describe('住处') }

export const sheetOps = {
  doors: query(
    '应答住户',
    z.object({
      ...surveyKey,
      place: Place.optional().describe('网格'),
      group: oneOf(groups).optional().describe('口径'),
      outcome: z
        .enum([...(Object.keys(outcomes) as (keyof typeof outcomes)[]), 'open'])
        .meta({ choices: { ...outcomes, open: '还没有走到' } })
        .optional()
        .describe('结果'),
      ...paging,
      size: z.int().min(1).max(500).default(20).describe('每页'),
    }),
    paged(Door),
  ),
  sheets: query('一户的答复', z.object({ ...surveyKey, room: Id.describe('住处') }), z.array(Sheet)),
  /** What a signed-in resident may fill in now, home by home. */
  myForms: query(
    '我要填的表',
    z.object({ community: Community.optional().describe('社区（村）') }),
    z.array(
      z.object({
        ...key,
        title: z.string(),
        said: z.string(),
        state: SurveyState,
        until: z.iso.date(),
        questions: z.array(Question),
        room: Id,
        address: z.string(),
        answered: z.boolean(),
        most: z.int(),
      }),
    ),
  ),
  mySheets: query('我填过的表', z.object(paging), paged(Mine)),
  answer: command('填一户一表', z.object({ ...surveyKey, room: Id.describe('哪一户'), ...filled }), Taken),
  answerAtDoor: command('上门填表', z.object({ ...atDoor, outcome, ...filled }), Taken),
  enterPaper: command(
    '录入纸表',
    z.object({ ...atDoor, outcome, ...filled }),
    PaperLine.pick({ community: true, id: true, state: true }),
  ),
  papers: query(
    '纸表',
    z.object({
      place: Place.optional().describe('范围'),
      survey: Id.optional().describe('哪次摸底'),
      state: z.array(stateOf(paper.states)).optional().describe('状态'),
      ...paging,
    }),
    paged(PaperLine),
  ),
  paper: query('纸表', z.object(key), Paper),
  ...movesOf(paper, Paper, {
    settlePaper: { right: oneOf({ 1: '第一遍', 2: '第二遍' }).describe('哪一遍与原表相符') },
  }),
}
