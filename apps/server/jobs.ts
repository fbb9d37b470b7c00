/** What the system does by itself, and how often (Asia/Shanghai). */
import { exchangeJobs } from '../../kernel/exchange.ts'
import type { Jobs } from '../../kernel/jobs.ts'
import { tell } from '../../kernel/outbox.ts'
import { reseal } from '../../kernel/resealing.ts'
import { checkpoint, linkTrail } from '../../kernel/trail.ts'
import { watch } from '../../modules/grid/watch.ts'
import { fillTails } from '../../modules/people/tails.ts'
import type { OpenHouse } from '../../kernel/house.ts'

const KEEP_RECEIPTS = 30 * 86_400_000

export const jobs: Jobs = {
  'grid.watch': { every: '*/5 * * * *', run: (house, _, now) => watch(house, now) },
  'kernel.tell': { every: '* * * * *', run: house => tell(house) },
  'kernel.link': {
    every: '*/2 * * * *',
    run: async house => {
      while ((await linkTrail(house.db)) > 0);
    },
  },
  'kernel.checkpoint': {
    every: '7 * * * *',
    run: async (house, _, now) => {
      while ((await linkTrail(house.db)) > 0);
      await checkpoint(house.db, (house as OpenHouse).signing.private, now)
    },
  },
  'kernel.refresh': { every: '* * * * *', run: house => (house as OpenHouse).refresh() },
  'kernel.reseal': { every: '20 3 * * *', run: house => reseal(house) },
  'people.tails': { every: '50 3 * * *', run: house => fillTails(house) },
  'kernel.purge': {
    every: '40 3 * * *',
    run: (house, _, now) =>
      house.db
        .deleteFrom('kernel.receipt')
        .where('at', '<', new Date(now.getTime() - KEEP_RECEIPTS))
        .execute(),
  },
  ...Object.fromEntries(
    Object.entries(exchangeJobs).map(([name, run]) => [
      name,
      { run, ...(name === 'exchange.tidy' && { every: '20 4 * * *' }) },
    ]),
  ),
}
