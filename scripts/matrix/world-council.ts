/** The prototypes of the council: a body at work, its mandate, a topic that went all the way, the meeting and the resolution of it. */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'

type Key = { community: string; id: string }
type Run = <T = { id: string }>(op: string, input: unknown, actor?: Actor) => Promise<T>
type Sat = Key & { seats: { id: string; member: string }[] }
type Agenda = Key & { agenda: { id: string; resolution: string | null }[] }

export async function furnishCouncil(db: Db, run: Run, place: string, owner: Actor, now: Date) {
  const key = ({ id }: { id: string }) => ({ community: place, id })
  const groups = ['一组', '二组', '三组']
  const seats = Array.from({ length: 21 }, (_, i) => ({ name: `议事员${i + 1}`, grp: groups[i % 3]! }))
  const said = { place, from: '2026-01-01', until: '2026-12-31' }
  const body = await run<Sat>('council.formBody', {
    ...said,
    kind: 'council',
    name: '花园议事会',
    groups: '一组 7\n二组 7',
    seats,
  })
  await run('council.constitute', key(body))
  const women = Array.from({ length: 5 }, (_, i) => ({ name: `委员${i + 1}`, woman: true }))
  const committee = await run<Sat>('council.formBody', {
    ...said,
    kind: 'residentsCommittee',
    name: '花园居委会',
    seats: women,
  })
  const mandate = await run('council.grantMandate', {
    community: place,
    place,
    body: body.id,
    matters: ['works'],
    from: '2026-01-01',
    until: '2027-01-01',
    document: '居民会议决定',
  })
  const topic = await run('council.propose', { place, title: '装路灯', said: '晚上看不见' }, owner)
  await run('council.admitTopic', { ...key(topic), body: body.id, matter: 'works' })
  const plan = {
    place,
    body: body.id,
    title: '议事会',
    startsAt: new Date(now.getTime() + 3_600_000).toISOString(),
    venue: '活动室',
  }
  const [meeting, planned] = [await run('council.planMeeting', plan), await run('council.planMeeting', plan)]
  await run('council.scheduleTopic', { ...key(topic), meeting: meeting.id })
  for (const method of ['hands', 'hands', 'signed'])
    await run('council.addItem', { ...key(meeting), title: '议程', method })
  await run('council.convene', { ...key(meeting), urgent: '有急事' })
  await run('council.openMeeting', key(meeting))
  const there = body.seats.slice(0, 20).map(s => s.id)
  const { agenda } = await run<Agenda>('council.checkIn', { ...key(meeting), seats: there })
  const vote = async (n: number) =>
    (await run<Agenda>('council.countVotes', { ...key(meeting), item: agenda[n]!.id, yes: 20 })).agenda[n]!.resolution!
  const [resolution, disputed] = [key({ id: await vote(0) }), key({ id: await vote(1) })]
  await run('council.displayResolution', resolution)
  await run('council.executeResolution', { ...resolution, body: committee.id, due: '2026-12-31' })
  await run('council.finishResolution', { ...resolution, result: '装好了' })
  await run('council.displayResolution', disputed)
  const { objections } = await run<{ objections: { id: string }[] }>('council.object', {
    ...disputed,
    name: '李根宝',
    text: '太亮了',
  })
  await sql`update council.resolution set filed_at = ${now} where id = ${resolution.id}`.execute(db)
  await sql`insert into council.signature (community, meeting, name, seat, at)
    select community, ${meeting.id}, name, id, ${now} from council.seat where id = any(${there.slice(0, 11)})`.execute(
    db,
  )
  return {
    body: key(body),
    committee: committee.id,
    seats: body.seats,
    stranger: committee.seats[0]!.member,
    mandate: key(mandate),
    topic: key(topic),
    meeting: key(meeting),
    planned: key(planned),
    items: agenda.map(i => i.id),
    resolution,
    disputed,
    objection: objections[0]!.id,
  }
}
