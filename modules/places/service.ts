/** The work behind the places module's contract. */
import { serve } from '../../kernel/server.ts'
import { addBuilding, addRooms, buildings, findRoom, room, rooms } from './building.ts'
import { places } from './contract.ts'
import { addGrid, addPlace, grids, locate, map, readPlace, tree } from './place.ts'
import { may } from './rules.ts'

export { loadDivisions } from './place.ts'

serve(places, {
  may,
  do: {
    tree,
    place: readPlace,
    grids,
    map,
    locate,
    buildings,
    rooms,
    room,
    findRoom,
    addPlace,
    addGrid,
    addBuilding,
    addRooms,
  },
})
