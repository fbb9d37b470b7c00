/** Which moves are made on the site, and which projects somebody on the road is shown. */
import type { Asked } from '../../../kernel/contract.ts'
import type { works } from '../contract.ts'

/** The rest is desk work. */
export const atSite: readonly string[] = ['reportSite', 'passMilestone', 'addDefect', 'mendDefect', 'passDefect']

export const going: Asked<typeof works.ops.projects> = {
  state: ['underWay', 'completed', 'reviewing', 'mending'],
  size: 100,
}
