/** Puts back what was still to be done when the backup was taken. A job is safe to run twice, so none is left out. */
import { readFile } from 'node:fs/promises'
import { PgBoss } from 'pg-boss'
import { z } from 'zod'
import { installJobs } from '../../kernel/jobs.ts'
import { jobs } from '../server/jobs.ts'
import { jobsIn } from './backup-manifest.ts'

const Waiting = z.object({
  id: z.uuid(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()).nullable(),
  priority: z.int(),
  startAfter: z.string(),
  singletonKey: z.string().nullable(),
})

export async function putJobsBack(owner: string, folder: string): Promise<void> {
  await installJobs(owner, jobs)
  const waiting = z.array(Waiting).parse(JSON.parse(await readFile(jobsIn(folder), 'utf8')))
  const boss = new PgBoss({ connectionString: owner, max: 1, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  for (const [name, those] of Map.groupBy(waiting, job => job.name)) {
    // A job that this version no longer knows is nobody's work any more.
    if (!Object.hasOwn(jobs, name)) continue
    const given = those.map(({ id, data, priority, startAfter, singletonKey }) => ({
      id,
      priority,
      startAfter,
      ...(data && { data }),
      ...(singletonKey !== null && { singletonKey }),
    }))
    await boss.insert(name, given)
  }
  await boss.stop({ graceful: false })
}
