/** The prototypes of the needs survey: one that all answered, one that is sorted, a wish in each place, paper typed by two hands. */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'

type Key = { community: string; id: string }
type Run = <T = Key>(op: string, input: unknown, actor?: Actor) => Promise<T>

export async function furnishNeeds(db: Db, run: Run, community: string, grid: string, room: string, owner: Actor) {
  const key = ({ id }: { id: string }): Key => ({ community, id })
  const draft = async () =>
    key(
      await run('needs.draftSurvey', {
        place: community,
        title: '明年办什么',
        until: '2026-12-10',
        questions: '几点关门：八点、九点',
      }),
    )
  const open = async () => key(await run('needs.openSurvey', await draft()))
  const answer = (survey: Key, more: object) =>
    run('needs.answer', { community, survey: survey.id, room, ...more }, owner)
  const wishFor = (said: string) => ({ said, kind: 'works' })
  const wishesOf = async (survey: Key) =>
    (await run<{ items: (Key & { said: string })[] }>('needs.wishes', { survey: survey.id })).items
  const called = async (survey: Key, said: string) => key((await wishesOf(survey)).find(w => w.said === said)!)

  const survey = await open()
  const sheet = await answer(survey, { choices: ['九点'] })
  const wished = await open()
  await answer(wished, { wishes: [wishFor('修桥')] })
  await answer(wished, { wishes: ['村口装路灯', '村口装几盏路灯', '村口路灯装亮'].map(wishFor) })
  await run('needs.closeSurvey', wished)
  const lead = await called(wished, '村口装路灯')
  const merged = await called(wished, '村口路灯装亮')
  await run('needs.mergeWish', { ...merged, lead: lead.id })
  const sorted = await open()
  await answer(sorted, { wishes: [wishFor('办食堂')] })
  await run('needs.closeSurvey', sorted)
  const candidate = await called(sorted, '办食堂')
  await run('needs.nominateWish', { ...candidate, title: '办食堂' })
  await run('needs.finishSorting', sorted)
  const typed = async (second: string) => {
    const { id: about } = await open()
    const paper = await run('needs.enterPaper', { place: grid, survey: about, room, choices: ['九点'] })
    const said = JSON.stringify({ outcome: 'answered', wishes: [], choices: [second] })
    await sql`insert into needs.typed (community, paper, nth, sheet, by, at)
      values (${community}, ${paper.id}, 2, ${said}::jsonb, ${owner.id}, now())`.execute(db)
    return key(paper)
  }
  return {
    draft: await draft(),
    survey,
    sheet: sheet.id,
    room,
    wish: await called(wished, '村口装几盏路灯'),
    wished,
    lead,
    merged,
    replaced: await called(wished, '修桥'),
    candidate,
    agreed: await typed('九点'),
    differing: await typed('八点'),
  }
}
