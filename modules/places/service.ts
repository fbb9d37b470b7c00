/** The work behind the places module's contract. */
import { serve } from '../../kernel/server.ts'
import { settings } from '../../kernel/settings.ts'
import { addBody, addMembers, movingBodies } from './body.ts'
import { bodies, members, readBody } from './body-read.ts'
import { addBuilding, buildings, movingBuildings, readBuilding } from './building.ts'
import { addContact, contacts, movingContacts, readContact } from './contact.ts'
import { places } from './contract.ts'
import { addGrid, addPlace, counts, grids, locate, map, readPlace, tree } from './place.ts'
import { addPoint, kinds, movingPoints, points, readPoint } from './point.ts'
import { movingRedrawings, planRedrawing, readRedrawing, redrawings } from './redrawing.ts'
import { responsible } from './responsible.ts'
import { addRooms, findRoom, room, rooms } from './room.ts'
import { may } from './rules.ts'

export { loadDivisions } from './load.ts'

serve(places, {
  may,
  do: {
    tree,
    place: readPlace,
    counts,
    grids,
    map,
    locate,
    baseMap: async () => ({ ...settings().map, tiles: settings().tiles }),
    buildings,
    building: readBuilding,
    rooms,
    room,
    findRoom,
    kinds,
    points,
    point: readPoint,
    contacts,
    contact: readContact,
    responsible,
    redrawings,
    redrawing: readRedrawing,
    bodies,
    body: readBody,
    members,
    addPlace,
    addGrid,
    addBuilding,
    addRooms,
    addPoint,
    addContact,
    planRedrawing,
    addBody,
    addMembers,
  },
  records: [movingBuildings, movingPoints, movingContacts, movingRedrawings, movingBodies],
})
