/** What the bench has to know of a peer: what npm calls it, how it is set up on our PostgreSQL, and how it wants to be asked. */
import type { Draw } from '../requests.ts'
import type { Server } from '../scratch.ts'
import type { Target } from '../targets.ts'

export type Setting = { server: Server; rows: number; draws: Draw[]; folder: string; say: (line: string) => void }
export type Peer = {
  name: string
  /** By exact version. */
  packages: string[]
  /** Of what comes with it: parts that would have to be compiled and that nothing here asks for. */
  absent?: string[]
  /** What somebody should know who compares. */
  remark?: string
  start: (setting: Setting) => Promise<Target>
}
