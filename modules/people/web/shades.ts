/**
 * How the rooms of a building are coloured, by what is asked of them; the same for the desk and the field app. What wants
 * attention is darkest, and each shade has a mark and a word of its own, because colour alone is not seen by everyone.
 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import type { people } from '../contract.ts'
import { limit } from '../rules.ts'

type Door = Output<typeof people.ops.block>[number]
export type Shade = { key: string; label: string; mark: string; tone: 0 | 1 | 2 | 3 }

const day = 86_400_000
const [recent, long] = [limit.visitRecent.is, limit.visitOld.is]
const nobody = (): Shade => ({ key: 'nobody', label: t('没有登记住户'), mark: '', tone: 0 })
const public_ = (): Shade => ({ key: 'public', label: t('不是住宅'), mark: '·', tone: 0 })

export const modes = () =>
  ({
    visited: {
      label: t('走访'),
      shades: [
        { key: 'never', label: t('没有走访过'), mark: '！', tone: 3 },
        { key: 'long', label: t('超过 {n} 天', { n: long }), mark: '△', tone: 2 },
        { key: 'mid', label: t('{a} 至 {b} 天', { a: recent, b: long }), mark: '○', tone: 1 },
        { key: 'recent', label: t('{n} 天内', { n: recent }), mark: '✓', tone: 0 },
        nobody(),
      ],
    },
    empty: {
      label: t('空置'),
      shades: [
        { ...nobody(), mark: t('空'), tone: 3 },
        { key: 'away', label: t('只有户籍'), mark: t('户'), tone: 2 },
        { key: 'lived', label: t('有人住'), mark: '', tone: 0 },
      ],
    },
    rented: {
      label: t('租住'),
      shades: [
        { key: 'rented', label: t('有人租住'), mark: t('租'), tone: 3 },
        { key: 'own', label: t('没有租住'), mark: '', tone: 0 },
        nobody(),
      ],
    },
    help: {
      label: t('需要帮助'),
      shades: [
        { key: 'help', label: t('有关爱标签'), mark: '♥', tone: 3 },
        { key: 'none', label: t('没有'), mark: '', tone: 0 },
        nobody(),
      ],
    },
    collected: {
      label: t('采集'),
      shades: [
        { key: 'some', label: t('有要补问的'), mark: '？', tone: 3 },
        { key: 'done', label: t('齐全'), mark: '✓', tone: 0 },
        nobody(),
      ],
    },
  }) satisfies Record<string, { label: string; shades: readonly Shade[] }>
export type Mode = keyof ReturnType<typeof modes>
export const isMode = (text: string | undefined): text is Mode => text !== undefined && Object.hasOwn(modes(), text)

/** `helped`: rooms in which somebody has a care tag, for whoever may know it. */
export function shadeOf(mode: Mode, door: Door, helped: ReadonlySet<string>, now: Date): Shade {
  const of = (key: string): Shade => modes()[mode].shades.find(s => s.key === key) ?? nobody()
  if (door.use !== 'home') return public_()
  const lived = door.people + door.away > 0
  switch (mode) {
    case 'empty':
      return of(door.people ? 'lived' : door.away ? 'away' : 'nobody')
    case 'rented':
      return of(lived ? (door.rented ? 'rented' : 'own') : 'nobody')
    case 'help':
      return of(lived ? (helped.has(door.id) ? 'help' : 'none') : 'nobody')
    case 'collected':
      return of(lived ? (door.questions ? 'some' : 'done') : 'nobody')
    case 'visited': {
      if (!lived) return nobody()
      if (!door.visited) return of('never')
      const days = (now.getTime() - door.visited.getTime()) / day
      return of(days > long ? 'long' : days > recent ? 'mid' : 'recent')
    }
  }
}

/** Every shade of the mode with how many rooms have it, those of nobody's home last. */
export function legendOf(mode: Mode, shades: readonly Shade[]): (Shade & { n: number })[] {
  const all: readonly Shade[] = [...modes()[mode].shades, ...(shades.some(s => s.key === 'public') ? [public_()] : [])]
  return all.map(shade => ({ ...shade, n: shades.filter(s => s.key === shade.key).length }))
}

export type Floor = { floor: number; doors: Door[] }
export type Unit = { unit: string; floors: Floor[] }

/** A block as it stands: units from left to right, the highest floor above, doors by their number. */
export function unitsOf(doors: readonly Door[]): Unit[] {
  const order = (a: string, b: string) => a.localeCompare(b, 'zh-Hans-CN', { numeric: true })
  return [...Map.groupBy(doors, d => d.unit)]
    .toSorted(([a], [b]) => order(a, b))
    .map(([unit, all]) => ({
      unit,
      floors: [...Map.groupBy(all, d => d.floor)]
        .toSorted(([a], [b]) => b - a)
        .map(([floor, those]) => ({ floor, doors: those.toSorted((a, b) => order(a.name, b.name)) })),
    }))
}

/** Registers say 3 or 3单元. */
export const sayUnit = (unit: string): string =>
  /^[1-9]\d*$/.test(unit) ? t('{n} 单元', { n: unit }) : unit === '0' ? '' : unit

/** A room in which nobody is registered is drawn with a broken line. */
export const classOf = ({ key, tone }: Pick<Shade, 'key' | 'tone'>): string =>
  `shade shade-${tone}${key === 'nobody' && tone === 0 ? ' shade-nobody' : ''}`
