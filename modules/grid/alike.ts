/** What may be the same thing, before it is said twice: by place, kind, time and words, each likeness named. EV-05 */
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { permits } from '../../kernel/rules.ts'
import { nobody, type Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { limit } from './figure-rules.ts'
import { matters } from './matter.ts'
import { metres } from './metres.ts'
import { forEveryone } from './published.ts'
import { publicText } from './public.ts'
import { matter, phases, staff } from './rules.ts'

const LOOKED = 300
const SHOWN = 5
const NEAR = 150
/** Less than this is a coincidence; a class of things in a place is enough. */
const ENOUGH = 3

type Asked = Input<typeof grid.ops.alike>

export async function alike(ctx: Ctx, asked: Asked) {
  const since = ctx.now.getTime() - ctx.book.figure(limit.alikeDays, asked.place, ctx.now) * 86_400_000
  const mine = ctx.me !== nobody && permits(staff, ctx.me, { place: asked.place })
  const found = await matters(ctx)
    .where(under('grid.matter.place', asked.building ? asked.place.slice(0, 12) : asked.place))
    .where('grid.matter.state', 'in', [...phases.open])
    .where('grid.matter.reportedAt', '>', new Date(since))
    .$if(!mine, q => q.where('grid.category.private', '=', false))
    .$if(asked.except !== undefined, q => q.where('grid.matter.id', '<>', asked.except!))
    .orderBy('grid.matter.reportedAt', 'desc')
    .limit(LOOKED)
    .execute()
  const likely = found
    .map(m => ({ m, ...likeness(asked, { ...m, said: mine ? `${m.title} ${m.description}` : openWords(m) }, ctx.now) }))
    .filter(l => l.weight >= ENOUGH)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, SHOWN)
  return Promise.all(
    likely.map(async ({ m, why }) => {
      const shown = await forEveryone(ctx, m, false)
      // Whoever works on it must be able to tell one door from the next.
      return { ...shown, ...(mine && { title: m.title, result: m.result }), why }
    }),
  )
}

/** Words of others answer to a stranger's guesses only as far as everyone may read them anyway. */
const openWords = ({ state, title, names }: { state: string; title: string; names: readonly string[] }) =>
  state === matter.initial ? '' : publicText(title, names)

type One = Awaited<ReturnType<ReturnType<typeof matters>['execute']>>[number]

/** Each ground weighs something and has its words; words and kind tell more than nearness. */
export function likeness(
  { category, text = '', building, lon, lat }: Omit<Asked, 'place'>,
  m: Pick<One, 'category' | 'categoryName' | 'building' | 'lon' | 'lat' | 'reportedAt'> & { said: string },
  now: Date,
): { weight: number; why: string[] } {
  const common = sharedWords(text, m.said)
  const far =
    lon !== undefined && lat !== undefined && m.lon !== null && m.lat !== null
      ? metres(lon, lat, m.lon, m.lat)
      : Infinity
  const days = Math.floor((now.getTime() - m.reportedAt.getTime()) / 86_400_000)
  const same = (digits: number) => Boolean(category) && m.category.slice(0, digits) === category!.slice(0, digits)
  const grounds: [weight: number, holds: boolean, why: string][] = [
    [4, same(6) && category!.length >= 6, `都是「${m.categoryName}」`],
    [3, same(4) && !(same(6) && category!.length >= 6), '同一类事'],
    [3, building !== undefined && m.building === building, '同一栋楼'],
    [2, far <= NEAR, `相距约 ${Math.max(10, Math.round(far / 10) * 10)} 米`],
    [
      Math.min(
        4,
        common.reduce((sum, word) => sum + word.length - 1, 0),
      ),
      common.length > 0,
      `都说到「${common.slice(0, 3).join('」「')}」`,
    ],
    [1, days <= 3, days === 0 ? '今天报的' : `${days} 天前报的`],
  ]
  const held = grounds.filter(([, holds]) => holds)
  return { weight: held.reduce((sum, [weight]) => sum + weight, 0), why: held.map(([, , why]) => why) }
}

/** Two characters that stand together in both and mean something: 「路灯」「漏水」; runs of them are one word. */
export function sharedWords(one: string, other: string): string[] {
  const words: string[] = []
  let run = ''
  for (let i = 0; i < one.length - 1; i++) {
    const pair = one.slice(i, i + 2)
    const isShared = /^[\u4e00-\u9fff]{2}$/.test(pair) && !empty.test(pair) && other.includes(pair)
    const longer = run + pair.slice(1)
    if (isShared && run && other.includes(longer)) run = longer
    else {
      if (run) words.push(run)
      run = isShared ? pair : ''
    }
  }
  if (run) words.push(run)
  return [...new Set(words)]
}
const empty = /[的了是在有不没我们这那个和就也都很请要元幢栋室号]|今天|现在|问题|希望|反映|小区|社区|单元/
