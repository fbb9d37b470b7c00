/** The card of a home with what every module knows of it: people from one, matters of the same address from another. */
import { MattersAt } from '../../modules/grid/web/matters-at.tsx'
import { HomeCard } from '../../modules/people/web/home.tsx'

export default function HomeOfAll() {
  return <HomeCard more={home => <MattersAt place={home.place} address={home.address} />} />
}
