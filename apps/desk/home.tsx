/** The card of a home with what every module knows of it: people from one, matters of the same address from another. */
import { HomeCard } from '../../modules/people/web/home.tsx'
import { MattersAt } from '../../modules/grid/web/matters-at.tsx'
import { may } from '../../modules/people/rules.ts'
import { page } from '../../ui/desk/page.ts'

export const pages = [
  page(
    '/people/home/$community/$id',
    '一户一档',
    () => <HomeCard more={home => <MattersAt place={home.place} address={home.address} />} />,
    { may: may.home },
  ),
]
