/** How entries reach the server. Apart from the rest, so that a test can cut the line wherever it likes. */
import { post, upload } from '../client.ts'

/** `as`: whose entries these are; the server refuses them in anybody else's session. `made`, `clock`: by this device's clock. */
export type Sent = { key: string; as: string; made: number; clock: number }
export type Line = {
  /** Gives the answer as it came; throws a Problem, with status 0 when nobody answered. */
  post: (op: string, input: unknown, sent: Sent) => Promise<unknown>
  photo: (id: string, photo: Blob, about: { community: string; place: string; as: string }) => Promise<unknown>
}

const patience = 30_000

export const overTheNet: Line = {
  post: (op, input, { key, as, made, clock }) =>
    post(op, input, { key, as, made: new Date(made), clock: new Date(clock), signal: AbortSignal.timeout(patience) }),
  photo: (id, photo, { community, place, as }) =>
    upload(photo, community, place, id, { as, signal: AbortSignal.timeout(4 * patience) }),
}
