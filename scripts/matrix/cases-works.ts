/** How each operation of projects, samples and visits is asked. */
import { answered, is, lists, type Case } from './case.ts'
import { at, type World } from './world.ts'

export const works = ({ works: w }: World): Record<string, Case> => {
  const place = at.community
  const row = { place }
  const on =
    (key: object) =>
    (input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const [project, going, draw, visit] = [on(w.project), on(w.going), on(w.draw), on(w.visit)]
  const listed = (id: string): Case => ({ input: { size: 200 }, row, shows: lists(id) })
  const one = (key: { id: string }): Case => ({ input: key, row, shows: is(key.id) })
  const opening = { place, resolution: w.resolution, rank: 3, title: '铺人行道', said: '老人推车走不了', item: '502' }
  const home = { community: place, project: w.project.id }
  return {
    'works.catalogue': { input: {}, ...answered },
    'works.openProject': { input: opening },
    'works.projects': listed(w.project.id),
    'works.project': one(w.project),
    'works.publicProjects': { input: { place }, shows: lists(w.project.id) },
    'works.publicProject': one(w.project),
    'works.households': { input: home, row: { place: at.grid }, shows: lists(w.room) },
    'works.review': { input: { ...home, room: w.room, met: 'yes', content: 'very' } },
    'works.estimate': project({ amount: '600', text: '五盏灯' }),
    'works.announce': project(),
    'works.addQuote': project({ bidder: '另一家', amount: '470' }),
    'works.withdrawNotice': project({ reason: '都太贵' }),
    'works.choose': project({ quote: w.quote, way: 'direct' }),
    'works.signContract': project({ line: w.line, number: 'GC-9', signedDay: '2026-05-01', dueOn: '2026-12-31' }),
    'works.addMilestone': project({ title: '点亮', dueOn: '2026-12-20', share: 100 }),
    'works.reportSite': project({ text: '正在施工' }),
    'works.passMilestone': project({ milestone: w.milestone, number: 'JD-1' }),
    'works.change': project({ amount: '1', why: '加一只灯头' }),
    'works.signChange': project({ change: w.change, number: 'BC-1' }),
    'works.complete': going(),
    'works.sendBackWork': going({ reason: '接头没包好' }),
    'works.acceptProject': going({ number: 'YS-2', text: '合格' }),
    'works.endReview': going(),
    'works.reviewAgain': going(),
    'works.addDefect': project({ text: '又一盏灯闪' }),
    'works.mendDefect': project({ defect: w.defect, text: '换了灯头' }),
    'works.passDefect': project({ defect: w.defect, ok: true }),
    'works.closeProject': going(),
    'works.stopProject': project({ reason: '不做了' }),
    'works.planDraw': { input: { place, title: '再抽一次' } },
    'works.draws': listed(w.draw.id),
    'works.draw': one(w.draw),
    'works.publicDraws': { input: { place }, shows: lists(w.draw.id) },
    'works.sealNumber': draw({ number: 17 }),
    'works.openNumber': draw({ number: 42 }),
    'works.planVisit': { input: { place, project: w.going.id } },
    'works.visits': listed(w.visit.id),
    'works.visit': one(w.visit),
    'works.findNothing': visit({ findings: '都好' }),
    'works.findFault': visit({ findings: '灯杆歪', question: '谁验的' }),
    'works.answerVisit': visit({ text: '已扶正' }),
    'works.askVisitAgain': visit({ question: '哪天扶的' }),
    'works.acceptAnswer': visit({ text: '看过，可以' }),
  }
}
