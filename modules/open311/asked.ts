/** What a GeoReport request says, read into what our operations take. An empty argument is one that was not given. */
import { dayOf } from '../../kernel/clock.ts'
import { createHash } from 'node:crypto'
import type { Asked } from '../../kernel/contract.ts'
import type { grid } from '../grid/contract.ts'
import { phases } from '../grid/rules.ts'
import { plain } from './format.ts'
import { problem } from './rules.ts'
import { PLACE } from './say.ts'

export type Said = Readonly<Record<string, string>>
type Listing = Asked<typeof grid.ops.published>

/** Repeated arguments are one list, as some clients send them. */
export const saidIn = (given: unknown): Said =>
  Object.fromEntries(
    Object.entries((given ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
      const text = [value]
        .flat()
        .filter(v => typeof v === 'string')
        .join(',')
        .trim()
      return text ? [[name, text]] : []
    }),
  )

export function listingOf(said: Said, place: string): Listing {
  const numbers = listOf(said['service_request_id'])
  const page = { page: whole(said, 'page', 1, 100_000), size: whole(said, 'page_size', 100, 200) }
  // As the specification has it: whoever names requests gets these, whatever else was said.
  if (numbers.length) {
    if (numbers.length > 50) throw problem.tooMany()
    return { place, numbers, ...page }
  }
  const status = new Set(listOf(said['status']?.toLowerCase()))
  for (const one of status) if (one !== 'open' && one !== 'closed') throw problem.badStatus()
  const around = [said['lat'], said['long'] ?? said['lon'], said['radius']]
  const near = around.some(Boolean) ? around.map(degrees) : undefined
  return {
    place,
    ...(status.size === 1 && { state: status.has('open') ? 'open' : 'done' }),
    ...(said['service_code'] && { service: listOf(said['service_code']) }),
    ...moments(said, {
      start_date: 'from',
      end_date: 'to',
      updated_after: 'updatedSince',
      updated_before: 'updatedUntil',
    }),
    ...(near && { lat: near[0]!, lon: near[1]!, radius: near[2]! }),
    ...page,
  }
}

export function stepsOf(said: Said, place: string): Asked<typeof grid.ops.publishedSteps> {
  const numbers = listOf(said['service_request_id'])
  if (numbers.length > 50) throw problem.tooMany()
  return {
    place,
    ...(numbers.length && { numbers }),
    ...moments(said, { start_date: 'from', end_date: 'to' }),
    page: whole(said, 'page', 1, 100_000),
    size: whole(said, 'page_size', 100, 200),
  }
}

type Spot = { place: string; photos: string[]; system: string; now: Date }
/** Names are joined, numbers that are no mobile and addresses for mail are not kept. */
export function reportOf(said: Said, { place, photos, system, now }: Spot): Asked<typeof grid.ops.receive> {
  const told = plain(said['description'] ?? '')
  const title = plain(said['attribute[title]'] ?? told.split('\n')[0]!).trim()
  const phone = mobileIn(said['phone'])
  const address = said['address_string']
  const at = said['lat'] && said['long'] ? { lat: degrees(said['lat']), lon: degrees(said['long']) } : {}
  const more = [
    told,
    ...Object.entries(said).flatMap(([name, value]) => {
      const code = /^attribute\[([^\]]+)\]/.exec(name)?.[1]
      return code && !own.includes(code) ? [`${code}：${value}`] : []
    }),
    ...(address && address.length > 100 ? [`地点：${address}`] : []),
    ...(said['media_url'] ? [`照片：${said['media_url']}`] : []),
  ]
  return {
    place,
    service: said['service_code']!.slice(0, 40),
    system,
    external: externalOf(said, now),
    title: title.length > 60 ? `${title.slice(0, 59)}…` : title.length < 2 ? '外部系统转来的事项' : title,
    description: plain(more.join('\n')),
    ...at,
    ...(address && { address: plain(address).slice(0, 100) }),
    ...(phone && { phone }),
    ...(nameIn(said) && { contactName: nameIn(said)!.slice(0, 30) }),
    ...(said['requested_datetime'] && moments(said, { requested_datetime: 'reportedAt' })),
    photos,
  }
}
const own = ['title', 'external_id', 'fixmystreet_id', PLACE]

/**
 * GeoReport has no field for the sender's own number; these are the usual ones. Without any, the same words on the same
 * day are the same report: a sender who did not hear our answer asks again, and gets it.
 */
function externalOf(said: Said, now: Date): string {
  const given = said['external_id'] ?? said['attribute[external_id]'] ?? said['attribute[fixmystreet_id]']
  if (given && given.length <= 60) return given
  const { api_key: _, ...rest } = said
  const day = dayOf(now)
  return createHash('sha256')
    .update(JSON.stringify([given ? given : day, ...(given ? [] : Object.entries(rest).toSorted())]))
    .digest('base64url')
}

/** A family name in Chinese stands first. */
function nameIn({ first_name: first = '', last_name: last = '' }: Said): string {
  return /[\u4e00-\u9fff]/.test(last + first) ? last + first : [first, last].filter(Boolean).join(' ')
}

function mobileIn(text: string | undefined): string | undefined {
  const digits = text?.normalize('NFKC').replace(/^\+?86|[\s-]/g, '')
  return digits && /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

export const listOf = (text: string | undefined): string[] => [
  ...new Set(
    (text ?? '')
      .split(',')
      .map(one => one.trim())
      .filter(Boolean),
  ),
]

function whole(said: Said, name: string, fallback: number, most: number): number {
  const text = said[name]
  if (text === undefined) return fallback
  if (!/^[1-9]\d{0,6}$/.test(text)) throw problem.badNumber([{ path: [name] }])
  return Math.min(Number(text), most)
}

function degrees(text: string | undefined): number {
  if (!text || !/^-?\d{1,6}(\.\d+)?$/.test(text)) throw problem.badNumber()
  return Number(text)
}

/** A plus that nobody escaped arrives as a space. */
function moments<K extends string>(said: Said, names: Record<string, K>): { [N in K]?: string } {
  const found = Object.entries(names).flatMap(([theirs, ours]) => {
    const text = said[theirs]?.replace(/ (?=\d\d:\d\d$)/, '+')
    if (text === undefined) return []
    const iso = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+08:00` : text
    if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) || Number.isNaN(Date.parse(iso))) throw problem.badMoment()
    return [[ours, new Date(iso).toISOString()]]
  })
  return Object.fromEntries(found) as { [N in K]?: string }
}

/** The states that a note can still reach. */
export const isOpen = (state: string): boolean => (phases.open as readonly string[]).includes(state)
