/** The page of a matter with what every module knows of it: the grid from one, where it was passed on from another. */
import { MatterPage } from '../../modules/grid/web/matter.tsx'
import { PassedOn } from '../../modules/open311/web/passed-on.tsx'

export default function MatterOfAll() {
  return <MatterPage more={m => <PassedOn {...m} />} />
}
