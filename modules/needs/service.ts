/** The work behind the needs module's contract: surveys, sheets, papers and wishes each have a file of their own. */
import { dayOf } from '../../kernel/clock.ts'
import { serve } from '../../kernel/server.ts'
import { needs } from './contract.ts'
import { listDoors, listSheets } from './doors.ts'
import { bans, inForce, type Ban } from './negative-rules.ts'
import { enterPaper, listPapers, movingPapers, readPaper } from './paper.ts'
import { myForms, mySheets, publicSurvey, publicSurveys } from './public.ts'
import { may } from './rules.ts'
import { answer, answerAtDoor } from './sheet.ts'
import { draftSurvey, movingSurveys } from './survey.ts'
import { listSurveys, readRates, readSurvey } from './survey-read.ts'
import { movingWishes } from './wish.ts'
import { listPairs, listWishes, readWish } from './wish-read.ts'

serve(needs, {
  may,
  do: {
    draftSurvey,
    surveys: listSurveys,
    survey: readSurvey,
    rates: readRates,
    publicSurveys,
    publicSurvey,
    negative: async (ctx, { on = dayOf(ctx.now) }) =>
      Object.entries<Ban>(bans)
        .filter(([, ban]) => inForce(ban, on))
        .map(([id, ban]) => ({ id, ...ban, until: ban.until ?? null })),
    doors: listDoors,
    sheets: listSheets,
    mySheets,
    myForms,
    answer,
    answerAtDoor,
    enterPaper,
    papers: listPapers,
    paper: readPaper,
    wishes: listWishes,
    wish: readWish,
    pairs: listPairs,
  },
  records: [movingSurveys, movingWishes, movingPapers],
})
