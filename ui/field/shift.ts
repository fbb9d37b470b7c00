/** What a module needs to name everything its pages will ask for in a shift. The same operation with the same input is asked once. */
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import type { Me } from '../../modules/identity/contract.ts'

export type Shift = {
  me: Me
  /** Null when it is not this person's to see. */
  get: <T extends Op>(op: T, input: Asked<T>) => Promise<Output<T> | null>
  /** Whether the device has an answer already, however old. */
  has: <T extends Op>(op: T, input: Asked<T>) => boolean
  /** A small copy of a photo. */
  photo: (community: string, id: string) => Promise<unknown>
  /** How many people may still be kept on the device. */
  room: () => number
  /** What did not fit, by the name people know. */
  leaveOut: (name: string) => void
}
