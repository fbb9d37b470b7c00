/** The needs surveys of the village of the browser tests: one that is open, one that is being sorted, and a paper typed differently. */
import { addDays, dayOf } from '../kernel/clock.ts'
import type { Actor } from '../kernel/rules.ts'

type Key = { community: string; id: string }
type Does = <T = Key>(op: string, input: object, actor: Actor | null, at?: Date) => Promise<T>
export type NeedsSetting = {
  does: Does
  now: Date
  here: string
  grid: string
  room: string
  clerk: Actor
  worker: Actor
  wangshen: Actor
}

export async function needsOf({ does, now, here, grid, room, clerk, worker, wangshen }: NeedsSetting) {
  const run = <T = Key>(op: string, input: object, actor: Actor) => does<T>(`needs.${op}`, input, actor)
  const key = ({ id }: Key) => ({ community: here, id })
  const open = async (title: string) => {
    const said = '定明年的公共服务项目，逐户问一问'
    const until = addDays(dayOf(now), 14)
    const about = { place: here, title, said, until, questions: '活动室几点关门：八点、九点、十点' }
    return key(await run('openSurvey', key(await run('draftSurvey', about, clerk)), clerk))
  }
  const wishFor = (said: string) => ({ said, kind: 'works' })
  const survey = await open('明年办什么')
  const past = await open('今年补办什么')
  const about = { community: here, survey: past.id, room }
  const said = ['村口装路灯', '村口多装几盏路灯', '办老年食堂']
  await run('answer', { ...about, wishes: said.map(wishFor), choices: ['九点'] }, wangshen)
  await run('closeSurvey', past, clerk)
  const { items } = await run<{ items: (Key & { said: string })[] }>('wishes', { survey: past.id }, clerk)
  const canteen = items.find(w => w.said.includes('食堂'))!
  await run('nominateWish', { ...key(canteen), title: '办老年食堂' }, clerk)
  const paper = (text: string, actor: Actor) =>
    run('enterPaper', { place: grid, survey: survey.id, room, wishes: [wishFor(text)] }, actor)
  await paper('装路灯', clerk)
  const typed = await paper('装路障', worker)
  return { survey, past, wish: key(items.find(w => w.said === said[0])!), paper: key(typed), room }
}
