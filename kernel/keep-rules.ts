/**
 * 设备上留多少、留多久、离线记下的时刻往前认多远：网格员整班没有信号也能用，丢了设备也只丢这么多。
 * What a device without a network may keep, and how far back a moment it wrote down is believed.
 */
import { limits, problems, type Actor, type Figure } from './rules.ts'
import type { House } from './server.ts'

export const keepLimit = limits('keep', {
  // An area may let its devices keep less, never more: what is lost with a device is no more than the shift needs.
  keepPeople: {
    is: 1500,
    label: '一台设备上最多存多少人的资料',
    unit: '人',
    source: 'PI-01；assumption',
    may: 'lower',
  },
  keepHours: { is: 14, label: '设备上看过的资料最多留多久', unit: '小时', source: 'PI-13；assumption', may: 'lower' },
  madeHours: { is: 168, label: '离线记下的时刻最多往前认多久', unit: '小时', source: 'assumption', may: 'set' },
})

/** Whoever holds posts in several places has one device: the least of their figures counts. */
export const keptBy = (
  { figure }: House['book'],
  which: Figure & { name: string },
  actor: Pick<Actor, 'posts'> | null,
  now: Date,
): number =>
  Math.min(...(actor?.posts.length ? actor.posts : [{ place: '' }]).map(({ place }) => figure(which, place, now)))

export const problem = problems('keep', {
  tooMany: [413, '人数太多，不能存到设备上离线用；请缩小到自己的网格'],
})
