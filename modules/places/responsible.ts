/** Who answers for a door: from a room, a building or a position to its grid, who is on duty there, whom to call, and the bodies. GR-03 */
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { bodies } from './body-read.ts'
import { findBuilding } from './building.ts'
import { contactsAt } from './contact.ts'
import type { places } from './contract.ts'
import { locate, readPlace } from './place.ts'
import { room as readRoom } from './room.ts'

type Asked = Input<typeof places.ops.responsible>

export async function responsible(ctx: Ctx, asked: Asked) {
  const door = await doorOf(ctx, asked)
  const { grid, building } = door
  const community = (grid ?? asked.place ?? asked.community)?.slice(0, 12)
  if (community?.length !== 12) return { ...nowhere, address: door.address }
  const at = grid ?? community
  const place = await readPlace(ctx, { code: at })
  const standing = place?.until && place.became[0] ? place.became[0].code : at
  const [duty, contacts, all] = await Promise.all([
    ctx.ask(identity.ops.onDuty, { place: standing }),
    contactsAt(ctx.db, { community, grid: standing, estate: building?.estate ?? null, building: building?.id ?? null }),
    bodies(ctx, { place: community }),
  ])
  return {
    grid: standing.length === 15 ? standing : null,
    gridName: standing.length === 15 ? (standing === at ? (place?.name ?? null) : place!.became[0]!.name) : null,
    community,
    address: door.address,
    building: building?.id ?? null,
    duty: duty.map(d => ({ name: d.name, label: d.label, phone: d.workPhone, place: d.place })),
    contacts: contacts.map(c => ({ kind: c.kind, label: c.kindLabel, name: c.name, phone: c.phone, hours: c.hours })),
    bodies: all.map(b => ({
      community: b.community,
      id: b.id,
      name: b.name,
      label: b.kindLabel,
      phone: b.phone || null,
      head: b.seats[0]?.holders[0]?.name ?? null,
    })),
  }
}

const nowhere = {
  grid: null,
  gridName: null,
  community: null,
  building: null,
  duty: [],
  contacts: [],
  bodies: [],
}

async function doorOf(ctx: Ctx, { community, room, building, lon, lat, place }: Asked) {
  const home = community && room ? await readRoom(ctx, { community, id: room }) : null
  const id = home?.building ?? building
  const house = community && id ? await findBuilding(ctx, community, id) : undefined
  if (house) return { grid: house.place, building: house, address: home?.address ?? house.estate + house.name }
  const spot = lon !== undefined && lat !== undefined ? await locate(ctx, { lon, lat, system: 'wgs84' }) : null
  const grid = spot?.place ?? (place?.length === 15 ? place : null)
  return { grid, building: null, address: null }
}
