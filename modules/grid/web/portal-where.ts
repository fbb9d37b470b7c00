/**
 * Where it is: a building and its door from lists, a touch on a map, or the phone's own position. All three are plain form
 * fields: without a script the page is sent again, with everything that was filled in. ARCHITECTURE 5「Location never depends on the map」
 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { addressOf, places, type Building } from '../../places/contract.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { said, type Question, type Values } from '../../../ui/portal-fields.ts'
import type { Visit } from '../../../ui/portal-page.ts'
import { frameOf, SpotMap, touched } from '../../../ui/spot-map.ts'
import { metres } from '../metres.ts'

type Asking = Pick<Visit<string>, 'ask' | 'params'>
type Room = Output<typeof places.ops.rooms>[number]
export type Here = { lon: number; lat: number; grid: string | null; near: Building | null }
export type Known = {
  community: string
  name: string
  buildings: readonly Building[]
  grids: readonly { code: string; name: string }[]
  rooms: readonly Room[]
  here: Here | null
}

/** What was chosen: a building (`grid/building`), a grid, the community when neither is known, or a position (`@lon,lat`). */
export function chosen(values: Values): { place: string; building?: string; lon?: number; lat?: number } {
  const where = said(values, 'where')
  const [, lon, lat] = /^@(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(where) ?? []
  if (lon && lat) return { place: '', lon: Number(lon), lat: Number(lat) }
  const [place = '', building] = where.split('/')
  return building ? { place, building } : { place }
}

export async function known(values: Values, visit: Asking & Pick<Visit<string>, 'community'>): Promise<Known> {
  const community = visit.params['community']!
  const { building, lon, lat } = chosen(values)
  const [buildings, grids] = await Promise.all([
    visit.ask(places.ops.buildings, { place: community }),
    visit.ask(places.ops.grids, { place: community }),
  ])
  const isHere = building !== undefined && buildings.some(b => b.id === building)
  const rooms = isHere ? await visit.ask(places.ops.rooms, { community, building }) : []
  const spot = lon !== undefined && lat !== undefined ? { lon, lat } : null
  const found = spot && (await visit.ask(places.ops.locate, spot))
  const here = spot && found && { ...spot, grid: found.name, near: nearest(buildings, spot.lon, spot.lat) }
  return { community, name: visit.community?.name ?? '', buildings, grids, rooms, here }
}

/** Nobody stands at a building that is across the road. */
const NEAR = 40
function nearest(buildings: readonly Building[], lon: number, lat: number): Building | null {
  const far = buildings.flatMap(b =>
    b.lon === null || b.lat === null ? [] : [{ b, m: metres(lon, lat, b.lon, b.lat) }],
  )
  const [first] = far.toSorted((a, b) => a.m - b.m)
  return first && first.m <= NEAR ? first.b : null
}

// ── What is asked ───────────────────────────────────────────────────────────

export function questionsOf({ community, buildings, grids, rooms, here }: Known): Record<string, Question> {
  const estates = Map.groupBy(buildings, b => b.estate)
  return {
    where: {
      label: t('哪栋楼，哪一片'),
      required: true,
      groups: [
        ...(here
          ? [{ label: t('地图上的位置'), choices: [{ value: `@${here.lon},${here.lat}`, label: sayHere(here) }] }]
          : []),
        ...[...estates].map(([estate, of]) => ({
          label: estate,
          choices: of.map(b => ({ value: `${b.place}/${b.id}`, label: `${estate} ${b.name}` })),
        })),
        {
          label: t('不在楼里'),
          choices: [
            ...grids.map(g => ({ value: g.code, label: g.name })),
            { value: community, label: t('说不清在哪一片') },
          ],
        },
      ],
    },
    door: {
      label: t('几单元、几室'),
      hint: t('在楼道里的，选到单元就行'),
      none: t('不用选到门'),
      groups: [...Map.groupBy(rooms, r => r.unit)].map(([unit, of]) => ({
        label: sayUnit(unit) || t('这栋楼'),
        choices: [
          ...(sayUnit(unit)
            ? [{ value: `unit ${unit}`, label: t('{unit}的楼道、门口', { unit: sayUnit(unit) }) }]
            : []),
          ...of.map(r => ({ value: r.id, label: [sayUnit(unit), sayRoom(r.name)].filter(Boolean).join(' ') })),
        ],
      })),
    },
    address: { label: t('再说具体点'), hint: t('例如：楼后的空地、菜场东门') },
  }
}

const sayUnit = (unit: string) => addressOf('', '', unit, '')
const sayRoom = (name: string) => (/^\d+$/.test(name) ? t('{name} 室', { name }) : name)
const sayHere = ({ grid, near }: Here) =>
  [grid ?? t('地图上点的地方'), near && t('{building}附近', { building: near.estate + near.name })]
    .filter(Boolean)
    .join('，')

/** The building and its door as people write them, then what was typed; or what stands beside the touched spot. */
export function addressIn(values: Values, { buildings, rooms, here }: Known): string {
  const { building } = chosen(values)
  const house = buildings.find(b => b.id === building)
  const door = said(values, 'door')
  const room = rooms.find(r => r.id === door)
  const unit = room?.unit ?? (rooms.some(r => `unit ${r.unit}` === door) ? door.slice('unit '.length) : undefined)
  const typed = said(values, 'address').trim()
  const found =
    house && unit !== undefined
      ? addressOf(house.estate, house.name, unit, room ? sayRoom(room.name).replace(' ', '') : '')
      : here?.near
        ? t('{building}附近', { building: here.near.estate + here.near.name })
        : ''
  return [found, typed].filter(Boolean).join('，').slice(0, 100)
}

// ── The page sent again, to find the place ──────────────────────────────────

/** What a button of this step asked for; null when none of them was pressed. Changes what was sent as if it had been chosen. */
export async function finding(values: Values, visit: Asking): Promise<Record<string, string> | null> {
  const [go, x, y] = ['go', 'spot.x', 'spot.y'].map(name => said(values, name))
  const [frame, here] = [said(values, 'frame'), said(values, 'here')]
  for (const name of ['go', 'spot.x', 'spot.y', 'frame', 'here', 'wide']) delete values[name]
  if (go === 'door') return chosen(values).building ? {} : { where: t('请先选哪栋楼') }
  if (go === 'whole') return (delete values['where'], {})
  const measured = go === 'here' ? /^(-?\d{1,3}\.\d+),(-?\d{1,2}\.\d+),(\d{1,6})$/.exec(here) : null
  if (measured) {
    const wide = Number(measured[3])
    if (wide > COARSE) values['wide'] = String(wide)
    return put(values, visit, Number(measured[1]), Number(measured[2]))
  }
  if (go === 'here') return { where: t('没有得到手机的位置，请选楼栋，或在地图上点') }
  if (!x && !y) return null
  const at = touched(frame, x!, y!)
  return at ? put(values, visit, at[0], at[1]) : { where: t('没有点到图上，请再点一次，或从列表里选') }
}
/** Metres; a phone indoors knows no better than the street. */
const COARSE = 100

async function put(values: Values, visit: Asking, lon: number, lat: number): Promise<Record<string, string>> {
  const community = visit.params['community']!
  const found = await visit.ask(places.ops.locate, { lon, lat })
  const drawn = found.place !== null || (await visit.ask(places.ops.map, { place: community })).features.length > 0
  if (drawn && !found.place?.startsWith(community)) {
    if (!found.place) return { where: t('这个位置不在本社区范围内。请在图里再点一次，或选楼栋、网格') }
    const { name } = await visit.ask(places.ops.place, { code: found.place.slice(0, 12) })
    return { where: t('这个位置在{name}，不在本社区。请到页面底部「换一个社区」，或在这里重新选', { name }) }
  }
  values['where'] = `@${lon},${lat}`
  return {}
}

// ── How it looks ────────────────────────────────────────────────────────────

/** Only a browser that can find out shows the button; the script is in ui/locate.js. */
export const Locate = (
  values: Values,
): Html => html`<div class="locate" data-locate hidden data-waiting="${t('正在找您的位置……')}" data-refused="${t('手机没有允许定位。可以选楼栋，或在地图上点。')}" data-failed="${t('没有找到位置。可以选楼栋，或在地图上点。')}">
<button type="button" class="button quiet">${icon('place')}${t('用手机现在的位置')}</button><p class="hint" role="status"></p>
<input type="hidden" name="here"><button name="go" value="here" formaction="#place" hidden></button></div>
${said(values, 'wide') && html`<p class="hint" role="status">${t('手机的位置只准到 {n} 米左右，请在地图上看看，不对就再点一下。', { n: said(values, 'wide') })}</p>`}`

export const DoorButton = ({ rooms }: Known): Child =>
  !rooms.length &&
  html`<p class="door"><button class="button quiet" name="go" value="door" formaction="#place">${t('选几单元、几室')}</button> <span class="optional">${t('选填，先选楼')}</span></p>`

export async function TouchMap({ here, buildings, community, name }: Known, { ask }: Asking): Promise<Child> {
  const [{ features: areas }, { tiles }] = await Promise.all([
    ask(places.ops.map, { place: community }),
    ask(places.ops.baseMap, {}),
  ])
  const houses = buildings.flatMap(b =>
    b.lon === null || b.lat === null ? [] : [{ name: b.name, at: [b.lon, b.lat] as const }],
  )
  const spot = here ? ([here.lon, here.lat] as const) : undefined
  const frame = frameOf(areas, houses, spot)
  if (!frame) return null
  const whole = html`<button class="button quiet" name="go" value="whole" formaction="#place">${t('看整个社区')}</button>`
  return html`<details class="more"${here && html` open`}><summary>${t('在地图上点')}</summary>
<p class="hint">${here ? t('红色是您点的地方。点偏了，再点一下。') : t('点一下出事的地方，图会放大，还可以再点。')}</p>
${SpotMap({ areas, houses, frame, spot }, { tiles, label: t('{name}的地图，点一下出事的地方；看不了图的，请从上面的列表选', { name }) })}
${here && html`<p class="door">${whole}</p>`}</details>`
}
