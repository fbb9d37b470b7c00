/**
 * Tells the other side what was done here, line by line, as the extension of GeoReport v2 for updates has it. Each line has an
 * id of its own, so that one whose answer got lost may be sent again; a system that takes no updates is told once and left.
 */
import type { Op, Output } from '../../kernel/contract.ts'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { grid } from '../grid/contract.ts'
import { isOpen } from './asked.ts'
import { open311 } from './contract.ts'
import { w3c } from './format.ts'
import { sendUpdate } from './peer.ts'
import { by, slips, type Round, type Slip, type Trouble } from './round.ts'

type Step = Output<typeof grid.ops.leavingSteps>[number]

export async function tellNews(round: Round): Promise<Trouble | null> {
  const { house, system, now } = round
  const { name = '' }: Op = grid.ops.leavingSteps
  const sent = await slips(house, system.id, 'sent')
    .where('external', 'is not', null)
    .orderBy('passedAt')
    .limit(1000)
    .execute()
  for (const slip of sent) {
    const { answer } = await call(house, {
      op: name,
      input: { community: slip.community, id: slip.matter, after: slip.toldSeq, since: slip.passedAt.toISOString() },
      actor: theClock,
      now,
    })
    const trouble = await tellSteps(round, slip, answer as Step[])
    if (trouble) return trouble
  }
  return null
}

/** In their order: what is not told yet keeps what came after it waiting. */
async function tellSteps(
  { house, peer, now, reach }: Round,
  slip: Slip,
  steps: readonly Step[],
): Promise<Trouble | null> {
  const key = { community: slip.community, id: slip.id }
  for (const step of steps) {
    const told = await sendUpdate(peer, reach, {
      service_request_id: slip.external!,
      update_id: step.id,
      updated_datetime: w3c(step.at),
      status: isOpen(step.state) ? 'OPEN' : 'CLOSED',
      description: [step.label, step.said].filter(Boolean).join('：').slice(0, 4000),
    })
    const isSettled = told.ok || (told.status !== undefined && declined.has(told.status))
    if (isSettled)
      await by(house, now, open311.ops.told, { ...key, seq: step.seq, ...(!told.ok && { said: told.said }) })
    else {
      if (told.said !== slip.toldSaid) await by(house, now, open311.ops.untold, { ...key, said: told.said })
      return told.again ? told : null
    }
  }
  return null
}
/** This line, or any: asking again would bring the same. Without a valid key it is another matter: somebody mends that. */
const declined = new Set([400, 404, 405, 409, 410, 422, 501])
