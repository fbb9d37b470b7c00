/** Our matters and kinds in the words of GeoReport v2: only what everyone may see, our states as open or closed. */
import type { Output } from '../../kernel/contract.ts'
import type { grid } from '../grid/contract.ts'
import { matter, phases } from '../grid/rules.ts'
import { w3c, type Value } from './format.ts'

type Category = Output<typeof grid.ops.categories>[number]
type Matter = Output<typeof grid.ops.published>['items'][number]
type Step = Output<typeof grid.ops.publishedSteps>['items'][number]
type Place = { code: string; name: string }

export const codeOf = ({ code, extCode }: Category): string => extCode ?? code
/** What may be asked for: not the great classes, which only gather others, and nothing private. */
export const served = (all: readonly Category[]): Category[] =>
  all.filter(c => !isHidden(all, c) && (c.parent !== null || !all.some(o => o.parent === c.code)))

const above = (all: readonly Category[], c: Category) => all.find(o => o.code === c.parent)
/** What stands under a private class is private too. */
function isHidden(all: readonly Category[], c: Category): boolean {
  const up = above(all, c)
  return c.private || (up !== undefined && isHidden(all, up))
}
const topOf = (all: readonly Category[], c: Category): Category => {
  const up = above(all, c)
  return up ? topOf(all, up) : c
}

export const services = (all: readonly Category[]): Value =>
  served(all).map(c => ({
    service_code: codeOf(c),
    service_name: c.name,
    description: c.advice ?? c.name,
    // Every kind may be asked where it belongs; see the definition.
    metadata: true,
    type: 'realtime',
    keywords: [...new Set([c.name, above(all, c)?.name ?? c.name])].join(', '),
    group: topOf(all, c).name,
  }))

export const PLACE = 'place'
/** `below`: the communities or grids of the jurisdiction, where the reporter knows which. */
export const definition = (c: Category, below: readonly Place[]): Value => ({
  service_code: codeOf(c),
  attributes: [
    {
      variable: true,
      code: PLACE,
      datatype: 'singlevaluelist',
      required: false,
      datatype_description: '不选时按经纬度判断',
      order: 1,
      description: '所在社区（村）或网格',
      values: below.map(p => ({ key: p.code, name: p.name })),
    },
    ...(c.advice
      ? [
          {
            variable: false,
            code: 'advice',
            datatype: 'text',
            required: false,
            datatype_description: null,
            order: 2,
            description: c.advice,
            values: [],
          },
        ]
      : []),
  ],
})

const statusOf = (state: string) => ((phases.open as readonly string[]).includes(state) ? 'open' : 'closed')
const labelOf = (state: keyof typeof matter.states) => matter.states[state].label

export const request = (m: Matter, origin: string): Value => ({
  service_request_id: m.number,
  status: statusOf(m.state),
  status_notes: [labelOf(m.state), m.result].filter(Boolean).join('：'),
  service_name: m.categoryName,
  service_code: m.service,
  description: m.title,
  agency_responsible: m.placeName,
  service_notice: null,
  requested_datetime: w3c(m.reportedAt),
  updated_datetime: w3c(m.updatedAt),
  expected_datetime: null,
  address: m.placeName,
  address_id: m.place,
  zipcode: null,
  lat: m.lat,
  long: m.lon,
  media_url: m.photos[0] ? `${origin}/files/${m.community}/${m.photos[0]}` : null,
})

export const update = (s: Step): Value => ({
  update_id: s.id,
  service_request_id: s.number,
  status: statusOf(s.state),
  updated_datetime: w3c(s.at),
  description: s.label,
  media_url: null,
})

/** `changeset`: since when these addresses answer as they do. */
export const discovery = (origin: string): Value => ({
  changeset: CHANGED,
  contact: `${origin}/`,
  key_service: '接口令牌（api_key）请向系统管理员索取',
  // Both are the real thing: there is no place to try things out on, so none is named.
  endpoints: ['GeoReport_v2', 'GeoReport_v2/Service_Request_Updates'].map(name => ({
    specification: `http://wiki.open311.org/${name}`,
    url: `${origin}/open311/v2`,
    changeset: CHANGED,
    type: 'production',
    formats: ['text/xml', 'application/json'],
  })),
})
const CHANGED = '2026-11-23T00:00:00Z'
