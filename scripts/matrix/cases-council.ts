/** How each operation of bodies, topics, meetings and resolutions is asked. */
import { answered, has, is, lists, type Case } from './case.ts'
import { at, later, owner, type World } from './world.ts'

export const council = ({ council: c }: World): Record<string, Case> => {
  const place = at.community
  const row = { place, owner: owner.id }
  const moving =
    (key: { community: string; id: string }) =>
    (input: object = {}, more: Partial<Case> = {}): Case => ({ input: { ...key, ...input }, row, ...more })
  const [body, topic, meeting, resolution] = [moving(c.body), moving(c.topic), moving(c.meeting), moving(c.resolution)]
  const [, , hands, signed] = c.items
  const when = { startsAt: later(9).toISOString(), venue: '活动室' }
  const [first, last] = [c.seats[0]!.id, c.seats[20]!.id]
  const listed = (id: string): Case => ({ input: { size: 200 }, row, shows: lists(id) })
  const one = (key: { community: string; id: string }): Case => ({ input: key, row, shows: is(key.id) })
  const wish = { place, title: '装健身器材' }
  const decided = { never: 'the topic of the prototype was carried' }
  return {
    'council.bodies': listed(c.body.id),
    'council.body': one(c.body),
    'council.publicBodies': { input: { place }, shows: has(c.body.id) },
    'council.formBody': { input: { place, kind: 'party', name: '党支部', from: '2026-01-01' } },
    'council.grantMandate': {
      input: {
        community: place,
        place,
        body: c.body.id,
        matters: ['order'],
        from: '2026-01-01',
        until: '2027-01-01',
        document: '居民会议决定',
      },
    },
    'council.reshape': body({ groups: '一组 7' }),
    'council.seat': body({ name: '新来的', grp: '一组', from: '2026-02-01' }),
    'council.unseat': body({ seat: first, on: '2026-11-19', why: '辞职' }),
    'council.replaceSeat': body({ seat: first, on: '2026-11-19', why: '辞职', name: '新来的' }),
    'council.declareKin': body({ seat: first, other: c.stranger, relation: 'sibling' }),
    'council.constitute': body(),
    'council.endTerm': body({}, { now: later(60) }),
    'council.abolish': body({ on: '2026-11-19', why: '合并' }),
    'council.revokeMandate': moving(c.mandate)({ reason: '改由居民会议定' }),
    'council.propose': { input: wish },
    'council.raise': { input: { ...wish, place: at.grid, source: 'committee' } },
    'council.topics': listed(c.topic.id),
    'council.topic': one(c.topic),
    'council.myTopics': listed(c.topic.id),
    'council.publicTopics': { input: { place }, shows: lists(c.topic.id) },
    'council.publicTopic': one(c.topic),
    'council.support': topic({ name: '李根宝' }, { never: 'it is no joint motion' }),
    'council.withdrawTopic': topic(),
    'council.admitTopic': topic({ body: c.body.id, matter: 'works' }),
    'council.refuseTopic': topic({ reason: '已列入计划' }),
    'council.forwardTopic': topic({ to: '市政', reason: '市政道路' }),
    'council.takeStep': topic({ step: '1', on: '2026-11-20' }, { never: 'it is no major matter' }),
    'council.scheduleTopic': topic({ meeting: c.planned.id }),
    'council.unscheduleTopic': topic({}, decided),
    'council.discussTopic': topic(),
    'council.carryTopic': topic(),
    'council.loseTopic': topic({}, decided),
    'council.postponeTopic': topic({}, decided),
    'council.executeTopic': topic(),
    'council.finishTopic': topic(),
    'council.archiveTopic': topic(),
    'council.closeTopic': topic(),
    'council.planMeeting': { input: { place, body: c.body.id, title: '又一次', ...when } },
    'council.meetings': listed(c.meeting.id),
    'council.meeting': one(c.meeting),
    'council.publicMeetings': { input: { place }, shows: lists(c.meeting.id) },
    'council.amendMeeting': meeting(when),
    'council.addItem': meeting({ title: '通报情况' }),
    'council.removeItem': meeting({ item: signed }),
    'council.convene': meeting({ urgent: '有急事' }),
    'council.adjourn': meeting({ ...when, reason: '停电' }),
    'council.cancelMeeting': meeting({ reason: '雪天' }),
    'council.openMeeting': meeting(),
    'council.checkIn': meeting({ seats: [last] }),
    'council.checkOut': meeting({ seat: first }),
    'council.excuse': meeting({ seat: last, reason: '出差' }),
    'council.entrust': meeting({ seat: last, to: first, reason: '书面委托' }),
    'council.countHeads': meeting({ present: 9 }, { never: 'it has seats' }),
    'council.discuss': meeting({ item: hands, speaker: '议事员1', said: '先装两盏' }),
    'council.voice': meeting({ item: signed, seat: first, choice: 'yes' }),
    'council.countVotes': meeting({ item: signed }),
    'council.postponeItem': meeting({ item: signed, reason: '等报价' }),
    'council.closeMeeting': moving(c.planned)(),
    'council.draftMinutes': meeting(),
    'council.signMinutes': meeting({ seat: c.seats[19]!.id }),
    'council.sealMinutes': meeting(),
    'council.publishMinutes': meeting(),
    'council.resolutions': listed(c.resolution.id),
    'council.resolution': one(c.resolution),
    'council.publicResolutions': { input: { place }, shows: lists(c.resolution.id) },
    'council.publicResolution': one(c.resolution),
    'council.mayAct': { input: { community: place, act: 'decide', body: c.body.id }, ...answered },
    'council.displayResolution': resolution(),
    'council.object': resolution({ name: '李根宝', text: '太亮了' }),
    'council.answerObjection': moving(c.disputed)({ objection: c.objection, text: '加灯罩' }),
    'council.executeResolution': resolution({ body: c.committee, due: '2026-12-31' }),
    'council.superviseResolution': resolution({ body: c.body.id }),
    'council.reportProgress': resolution({ text: '灯杆已立' }),
    'council.finishResolution': resolution({ result: '装好了' }),
    'council.takeDown': resolution({}, { now: later(16) }),
    'council.archiveResolution': resolution({}, { now: later(16) }),
    'council.annulResolution': resolution({ reason: '法院撤销' }),
  }
}
