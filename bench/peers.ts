/** The peers: Directus, Strapi and Payload, installed outside the repository by `npm run bench -- peers`. */
import type { Draw } from './requests.ts'
import type { Server } from './scratch.ts'
import type { Target } from './targets.ts'

export async function peerTargets(
  _server: Server,
  _owner: string,
  _draws: Draw[],
  _say: (line: string) => void,
): Promise<{ targets: Target[]; notes: string[] }> {
  return { targets: [], notes: [] }
}
