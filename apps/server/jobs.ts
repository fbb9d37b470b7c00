/** What the system does by itself, and how often (Asia/Shanghai). */
import { renewJob } from '../../kernel/book-service.ts'
import { exchangeJobs } from '../../kernel/exchange.ts'
import type { Jobs } from '../../kernel/jobs.ts'
import { deliver, tidyMessages } from '../../kernel/message-delivery.ts'
import { settings } from '../../kernel/settings.ts'
import { tell } from '../../kernel/outbox.ts'
import { reseal } from '../../kernel/resealing.ts'
import { archiveFiles } from '../../kernel/file-copies.ts'
import type { House } from '../../kernel/server.ts'
import { sweep } from '../../kernel/sweep.ts'
import { checkpoint, linkTrail } from '../../kernel/trail.ts'
import { lockUnused } from '../../modules/identity/dormant.ts'
import { makeRounds } from '../../modules/grid/plans.ts'
import { endRounds } from '../../modules/grid/rounds.ts'
import { contact } from '../../modules/open311/contact.ts'
import { JOB } from '../../modules/open311/systems.ts'
import { watch as watchAssets } from '../../modules/assets/watch.ts'
import { watch as watchInsight } from '../../modules/insight/watch.ts'
import { watch as watchCouncil } from '../../modules/council/watch.ts'
import { watch as watchNeeds } from '../../modules/needs/watch.ts'
import { watch } from '../../modules/grid/watch.ts'
import { watchBallots } from '../../modules/council/ballot-watch.ts'
import { expire } from '../../modules/portal/watch.ts'
import { adoptDue } from '../../modules/places/redrawing.ts'
import { forgetLeft } from '../../modules/people/erase.ts'
import { fillTails } from '../../modules/people/tails.ts'
import type { OpenHouse } from '../../kernel/house.ts'

const KEEP_RECEIPTS = 30 * 86_400_000

export const jobs: Jobs = {
  'grid.watch': { every: '*/5 * * * *', run: (house, _, now) => watch(house, now) },
  'council.watch': { every: '10 0 * * *', run: (house, _, now) => watchCouncil(house, now) },
  'assets.watch': { every: '20 0 * * *', run: (house, _, now) => watchAssets(house, now) },
  'insight.watch': { every: '40 0 * * *', run: (house, _, now) => watchInsight(house, now) },
  'needs.watch': { every: '5 0 * * *', run: (house, _, now) => watchNeeds(house, now) },
  'portal.expire': { every: '1-59/5 * * * *', run: (house, _, now) => expire(house, now) },
  'council.ballots': { every: '* * * * *', run: (house, _, now) => watchBallots(house, now) },
  [JOB]: { every: '* * * * *', run: (house, _, now) => contact(house, now, { inside: settings().peersInside }) },
  'message.deliver': { every: '* * * * *', run: (house, _, now) => deliver(house, now) },
  'identity.dormant': { every: '30 0 * * *', run: (house, _, now) => lockUnused(house, now) },
  'message.tidy': { every: '30 3 * * *', run: (house, _, now) => tidyMessages(house, now) },
  'places.adopt': { every: '3 0 * * *', run: (house, _, now) => adoptDue(house, now) },
  'grid.rounds': {
    every: '*/10 * * * *',
    run: async (house, _, now) => (await makeRounds(house, now)) + (await endRounds(house, now)),
  },
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
      await checkpoint(house.db, (house as OpenHouse).signing, now)
    },
  },
  // Every night for what still waits; at once, by the one who puts a table in, for its year.
  'book.renew': { every: '10 1 * * *', run: renewJob },
  'kernel.reseal': { every: '20 3 * * *', run: house => reseal(house) },
  'people.forget': { every: '10 2 * * *', run: (house, _, now) => forgetLeft(house, now) },
  'people.tails': { every: '50 3 * * *', run: house => fillTails(house) },
  'kernel.archive': { every: '* * * * *', run: archived },
  'kernel.sweep': { every: '10 4 * * *', run: (house, _, now) => sweep(house, settings().data, now) },
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

async function archived(house: House, _: unknown, now: Date): Promise<void> {
  const { archive, data, databaseUrl } = settings()
  if (archive && !databaseUrl) await archiveFiles(house.db, data, archive, now)
}
