/**
 * What the households of one community wish for: a survey of two grids that went to the council, with every wish at its end,
 * and one of the whole community that is open, half of its doors asked.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'
import { known, random, type Random } from './random.ts'

type Key = { community: string; id: string }
type Cast = ReadonlyMap<string, Actor>
type Door = { id: string; place: string }
type Wish = Key & { said: string; state: string }

/** What people say, in several words each, by how many want it. */
const wants = [
  ['works', 6, ['小区东门装路灯', '东门口要装几盏路灯', '东门路灯太暗，多装几盏']],
  ['works', 5, ['楼道装扶手', '请给楼道装上扶手', '楼道里装扶手，老人好走']],
  ['works', 4, ['车棚装充电口', '电动车棚多装充电口']],
  ['security', 4, ['办一个老年食堂', '办老年食堂，中午吃饭方便']],
  ['education', 3, ['暑假办孩子托管班', '办暑假托管班']],
  ['culture', 2, ['活动室添几张桌子', '活动室添桌子']],
  ['order', 2, ['路口装红绿灯', '大路口装红绿灯']],
  ['works', 1, ['给每户免物业费']],
  ['security', 1, ['过年给每户发购物卡']],
] as const
/** How each ends, by a word in it. */
const ends: readonly [word: string, move: string, more: object][] = [
  ['路灯', 'nominateWish', { title: '小区东门加装路灯' }],
  ['扶手', 'nominateWish', { title: '楼道加装扶手' }],
  ['充电', 'nominateWish', { title: '车棚加装充电口' }],
  ['食堂', 'nominateWish', { title: '办老年食堂' }],
  ['托管', 'nominateWish', { title: '暑期托管班' }],
  ['桌子', 'rejectWish', { title: '活动室添桌子', clause: 'under', reason: '已经买了，下周送到' }],
  ['红绿灯', 'passWish', { title: '路口装红绿灯', to: '区交警大队', number: '社函〔2026〕7号' }],
  ['物业费', 'rejectWish', { title: '免物业费', clause: 'private', reason: '物业费由各户自己付，不能用专项资金' }],
  ['购物卡', 'rejectWish', { title: '发购物卡', clause: 'cash', reason: '专项资金办公共的事，不发钱发物' }],
]

export async function loadNeeds({ system: { house }, town, say, now }: Filling, cast: Cast): Promise<void> {
  const people = [...cast.values()]
  const { code } = known(town.communities.find(c => c.code === '320582100004') ?? town.communities[0])
  const holder = (role: string) => known(people.find(a => a.posts.some(p => p.role === role && p.place === code)))
  const [clerk, head] = [holder('clerk'), holder('head')]
  const day = (days: number) => addDays(dayOf(now), days)
  const run = async <T = Key>(op: string, input: object, days: number, actor = clerk): Promise<T> =>
    (await call(house, { op: `needs.${op}`, input, actor, now: new Date(`${day(days)}T15:00:00+08:00`) })).answer as T
  const key = ({ id }: Key) => ({ community: code, id })
  const chance = random(`needs/${code}`)

  const open = async (title: string, from: number, until: number, grids: string[]) => {
    const said = '用专项资金办什么，先挨家挨户问一问，再由议事会定'
    const questions = '活动室晚上几点关门：八点、九点、十点\n要不要办老年食堂：要、不要、都行'
    const draft = await run('draftSurvey', { place: code, title, said, until: day(until), grids, questions }, from)
    return key(await run('openSurvey', key(draft), from))
  }
  /** So many of a hundred doors are asked; of these a few are not at home or decline. */
  const ask = async (survey: Key, share: number, days: number) => {
    const { items } = await run<{ items: Door[] }>('doors', { community: code, survey: survey.id, size: 500 }, days)
    for (const { id: room, place } of items.filter(() => chance.chance(share)))
      await run('answerAtDoor', { place, survey: survey.id, room, ...said(chance) }, days)
  }

  const grids = town.grids.features.map(f => f.properties.code).filter(g => g.startsWith(code))
  const past = await open('今年的专项资金办什么', -60, -45, grids.slice(0, 2))
  await ask(past, 0.95, -50)
  await run('closeSurvey', past, -44)
  for (const [word, move, more] of ends) await sort(past, word, move, more)
  await run('finishSorting', past, -38)
  await run('handOver', past, -36, head)
  await ask(await open('明年的专项资金办什么', -6, 9, []), 0.4, -2)
  say('已布置需求摸底：一次已移交议事会，一次正在逐户问')

  async function sort(survey: Key, word: string, move: string, more: object) {
    const about = { survey: survey.id, state: ['heard'], search: word, size: 200 }
    const { items } = await run<{ items: Wish[] }>('wishes', about, -40)
    const [lead, ...others] = items
    if (!lead) return
    for (const w of others) await run('mergeWish', { ...key(w), lead: lead.id }, -40)
    await run(move, { ...key(lead), ...more }, -40)
  }
}

function said(chance: Random) {
  const outcome = chance.weighted([
    ['answered', 84],
    ['nobody', 11],
    ['declined', 5],
  ] as const)
  if (outcome !== 'answered') return { outcome }
  const [kind, , words] = chance.weighted(wants.map(w => [w, w[1]] as const))
  const wish = { said: chance.pick<string>(words), kind, priority: chance.pick(['1', '2', '2', '3']) }
  const choices = [chance.pick(['八点', '九点', '九点', '十点']), chance.pick(['要', '要', '不要', '都行'])]
  return { outcome, wishes: chance.chance(0.8) ? [wish] : [], choices }
}
