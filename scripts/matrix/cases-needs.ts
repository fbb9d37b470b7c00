/** How each operation of the needs survey is asked. */
import { answered, has, is, lists, type Case } from './case.ts'
import { at, owner, type World } from './world.ts'

export const needs = ({ needs: n }: World): Record<string, Case> => {
  const [community, grid] = [at.community, at.grid]
  const [whole, door] = [{ place: community }, { place: grid }]
  const moving =
    (key: { community: string; id: string }, row: object) =>
    (input: object = {}): Case => ({ input: { ...key, ...input }, row: row as { place: string } })
  const [survey, draft] = [moving(n.survey, whole), moving(n.draft, whole)]
  const wish = moving(n.wish, door)
  const about = { community, survey: n.survey.id }
  const sheet = { survey: n.survey.id, room: n.room, choices: ['八点'] }
  const some = { shows: ({ items }: { items: unknown[] }) => items.length > 0 }
  return {
    'needs.draftSurvey': { input: { place: community, title: '办什么', until: '2026-12-10' } },
    'needs.surveys': { input: { size: 200 }, row: whole, shows: lists(n.survey.id) },
    'needs.survey': { input: n.survey, row: whole, shows: is(n.survey.id) },
    'needs.rates': { input: n.survey, row: whole, ...answered },
    'needs.publicSurveys': { input: { place: community }, shows: lists(n.survey.id) },
    'needs.publicSurvey': { input: n.survey, shows: is(n.survey.id) },
    'needs.negative': { input: {}, ...answered },
    'needs.doors': { input: about, row: door, shows: lists(n.room) },
    'needs.sheets': { input: { ...about, room: n.room }, row: door, shows: has(n.sheet) },
    'needs.mySheets': { input: {}, row: { owner: owner.id }, shows: lists(n.sheet) },
    'needs.myForms': { input: {}, ...answered },
    'needs.answer': { input: { community, ...sheet } },
    'needs.answerAtDoor': { input: { place: grid, ...sheet } },
    'needs.enterPaper': { input: { place: grid, ...sheet } },
    'needs.papers': { input: { size: 200 }, row: door, shows: lists(n.agreed.id) },
    'needs.paper': { input: n.agreed, row: door, shows: is(n.agreed.id) },
    'needs.agreePaper': moving(n.agreed, door)(),
    'needs.differPaper': moving(n.differing, door)(),
    'needs.settlePaper': moving(n.differing, door)({ right: '1' }),
    'needs.wishes': { input: { size: 200 }, row: door, shows: lists(n.wish.id) },
    'needs.wish': { input: n.wish, row: door, shows: is(n.wish.id) },
    'needs.pairs': { input: { community, survey: n.wished.id }, row: door, ...some },
    'needs.amendSurvey': draft({ title: '办几件事' }),
    'needs.dropSurvey': draft({ reason: '先开会' }),
    'needs.openSurvey': draft(),
    'needs.extendSurvey': survey({ until: '2026-12-20' }),
    'needs.closeSurvey': survey(),
    'needs.resumeSurvey': survey({ until: '2026-12-20' }),
    'needs.finishSorting': survey(),
    'needs.sortAgain': survey(),
    'needs.handOver': survey(),
    'needs.archiveSurvey': survey(),
    'needs.mergeWish': wish({ lead: n.lead.id }),
    'needs.unmergeWish': moving(n.merged, door)(),
    'needs.nominateWish': wish({ title: '装路灯' }),
    'needs.rejectWish': wish({ title: '装路灯', clause: 'under', reason: '已经在装' }),
    'needs.passWish': wish({ title: '装路灯', to: '供电公司', number: '函 1 号' }),
    'needs.takeBackWish': wish(),
    'needs.raiseWish': moving(n.candidate, door)(),
    'needs.replaceWish': moving(n.replaced, door)(),
  }
}
