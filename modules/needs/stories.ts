/** The cast of this module's stories: a village of two grids with nine homes where somebody lives, and those who ask them. */
import { world, type Told } from '../../kernel/testing.ts'
import { loadCategories } from '../grid/category.ts'
import '../council/service.ts'
import '../grid/service.ts'
import '../identity/service.ts'
import '../people/service.ts'
import '../places/service.ts'
import type { Survey } from './survey-contract.ts'
import type { Wish } from './wish-contract.ts'
import './service.ts'

export const street = '320582100'
export const here = '320582100204'
export const next = '320582100213'
export const [one, two] = [`${here}001`, `${here}002`]
/** Thursday. */
export const begin = new Date('2026-11-26T01:00:00Z')
export const days = (n: number, from = begin) => new Date(from.getTime() + n * 86_400_000)
export const until = '2026-12-10'
/** The first moment at which it may be closed although doors are left. */
export const ended = days(15)

/** Of each home: in which grid, its door, who lives there. 106 stands empty. */
const homes = [
  [one, '101', [['王秀兰', '1950-03-12', 'registered']]],
  [one, '102', [['李福根', '1985-01-01', 'tenant']]],
  [
    one,
    '103',
    [
      ['赵国强', '1980-01-01', 'registered'],
      ['赵大爷', '1948-01-01', 'registered'],
    ],
  ],
  [one, '104', [['钱小红', '1990-01-01', 'settled']]],
  [one, '105', [['孙建国', '1975-01-01', 'registered']]],
  [one, '106', []],
  [two, '201', [['周敏', '1992-01-01', 'tenant']]],
  [two, '202', [['吴芳', '1988-01-01', 'registered']]],
  [two, '203', [['郑军', '1979-01-01', 'registered']]],
  [two, '204', [['冯英', '1955-01-01', 'registered']]],
] as const
export const rooms: Record<string, string> = {}

export const { test, open, meeting, actors } = world(
  {
    小沈: [{ role: 'clerk', place: here }],
    小陆: [{ role: 'clerk', place: here }],
    书记: [{ role: 'head', place: here }],
    老周: [{ role: 'council-chair', place: here }],
    小郑: [{ role: 'grid-worker', place: one }],
    小何: [{ role: 'grid-worker', place: two }],
    监督员: [{ role: 'supervisor', place: here }],
    街道主任: [{ role: 'chief', place: street }],
    邻村书记: [{ role: 'head', place: next }],
    王婶: [],
    李叔: [],
  },
  async told => {
    const { as, db } = told
    await loadCategories(db)
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      [street, '杨舍镇'],
      [here, '花园村'],
      [next, '暨阳村'],
      [one, '第一网格'],
      [two, '第二网格'],
    ] as const)
      await db.insertInto('places.place').values({ code, name }).execute()
    for (const { id, name = '' } of Object.values(told.actors))
      await db
        .insertInto('identity.account')
        .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
        .execute()
    for (const [place, name] of [
      [one, '1幢'],
      [two, '2幢'],
    ] as const) {
      const { id } = await as('小沈')('places.addBuilding', { place, estate: '花园', name })
      const mine = homes
        .filter(h => h[0] === place)
        .map(([, door]) => ({ unit: '1', floor: 1, name: door, use: 'home' }))
      await as('小沈')('places.addRooms', { place, building: id, rooms: mine })
      for (const r of await as(null)('places.rooms', { community: here, building: id })) rooms[r.name] = r.id
    }
    for (const [place, door, those] of homes)
      for (const [name, birth, residence] of those)
        await as('小沈')('people.register', { place, room: rooms[door], name, birth, residence }, begin)
    for (const [name, account] of [
      ['王秀兰', '王婶'],
      ['李福根', '李叔'],
    ] as const)
      await db
        .updateTable('people.resident')
        .set({ account: told.actors[account]!.id })
        .where('name', '=', name)
        .execute()
  },
)

export type Key = { community: string; id: string }
export const key = ({ community, id }: Key) => ({ community, id })
/** Moves one record, as somebody. */
export const does =
  (told: Told, who: string | null, of: Key) =>
  <T = Survey>(move: string, more: object = {}, at = begin) =>
    told.as(who)<T>(`needs.${move}`, { ...key(of), ...more }, at)

export const questions = '活动室几点关门：八点、九点、十点'
export const draft = (told: Told, more: object = {}, who = '小沈') =>
  told.as(who)<Survey>(
    'needs.draftSurvey',
    { place: here, title: '明年办什么', said: '定明年的公共服务项目', until, questions, ...more },
    begin,
  )
export const aSurvey = async (told: Told, more: object = {}) =>
  does(told, '小沈', await draft(told, more))('openSurvey')

export const wishFor = (said: string, kind = 'works', priority = '2') => ({ said, kind, priority })
type Said = ReturnType<typeof wishFor>
/** A home of the grid one or two is asked at its door. */
export const atDoor = (told: Told, survey: Key, door: string, wishes: Said[] = [], more: object = {}, at = days(1)) =>
  told.as(door < '200' ? '小郑' : '小何')<Key & { counts: boolean }>(
    'needs.answerAtDoor',
    { place: door < '200' ? one : two, survey: survey.id, room: rooms[door], wishes, ...more },
    at,
  )

export const lamps = '村口装路灯'
/** Seven of nine doors answer, one is not at home, one declines: four want lamps, each in other words; then it is closed. */
export async function closed(told: Told, survey?: Key) {
  const s = survey ?? (await aSurvey(told))
  for (const [door, ...said] of [
    ['101', '村口装路灯', '办老年食堂'],
    ['102', '村口要装几盏路灯'],
    ['103', '请在村口安装路灯'],
    ['104', '给每户发购物卡'],
    ['201', '村口路灯太暗，多装几盏'],
    ['202', '县道路口装红绿灯'],
    ['203', '活动室添几张桌子'],
  ] as const)
    await atDoor(
      told,
      s,
      door,
      said.map(text => wishFor(text)),
      { choices: ['九点'] },
    )
  await atDoor(told, s, '204', [], { outcome: 'nobody' })
  await atDoor(told, s, '105', [], { outcome: 'declined' })
  return does(told, '小沈', s)('closeSurvey', {}, days(2))
}

export const wishes = async (told: Told, of: Key, more: object = {}) =>
  (await told.as('小沈')<{ items: Wish[] }>('needs.wishes', { survey: of.id, size: 200, ...more }, days(3))).items
export const wishCalled = async (told: Told, of: Key, words: string) =>
  (await wishes(told, of)).find(w => w.said.includes(words))!

/** Everything has its end but what became of the lamps, which are a candidate with all who want them. */
export async function sorted(told: Told, survey: Key) {
  const sort = async (words: string, move: string, more: object) =>
    does(told, '小沈', await wishCalled(told, survey, words))<Wish>(move, more, days(3))
  const lead = await wishCalled(told, survey, lamps)
  for (const w of await wishes(told, survey))
    if (w.id !== lead.id && w.said.includes('路灯'))
      await does(told, '小沈', w)('mergeWish', { lead: lead.id }, days(3))
  await sort(lamps, 'nominateWish', { title: '村口装路灯' })
  await sort('食堂', 'nominateWish', { title: '办老年食堂' })
  await sort('购物卡', 'rejectWish', { title: '发购物卡', clause: 'cash', reason: '专项资金办公共的事，不发钱发物' })
  await sort('红绿灯', 'passWish', { title: '县道路口装红绿灯', to: '市交警大队', number: '花村函〔2026〕3号' })
  await sort('桌子', 'rejectWish', { title: '活动室添桌子', clause: 'under', reason: '已经买了，下周送到' })
  return does(told, '小沈', survey)('finishSorting', {}, days(3))
}
