/**
 * `npm start`. The database rises while the rest of the program is read: both together take no longer than the slower of
 * the two.
 */
import { productionRefusals, settings } from '../../kernel/settings.ts'
import { ground } from './ground.ts'
import { sentenceOf } from './sentence.ts'

const say = (line: string) => console.log(line)

try {
  const chosen = settings()
  const refusals = chosen.env === 'production' ? productionRefusals(chosen) : []
  if (refusals.length) throw new Error(refusals.join('\n'))
  const rising = ground(chosen, say)
  const [{ serve }] = await Promise.all([import('./serve.ts'), rising])
  await serve(chosen, rising, say)
} catch (error) {
  console.error(sentenceOf(error))
  process.exit(1)
}
