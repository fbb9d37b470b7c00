/** What the council module promises: bodies and their mandates, topics, meetings, resolutions, ballots, and who may have which part. */
import { contract } from '../../kernel/contract.ts'
import { ballotOps } from './ballot-contract.ts'
import { bodyOps } from './body-contract.ts'
import { meetingOps } from './meeting-contract.ts'
import { resolutionOps } from './resolution-contract.ts'
import { topicOps } from './topic-contract.ts'

export const council = contract('council', '议事与表决', {
  ...bodyOps,
  ...topicOps,
  ...meetingOps,
  ...resolutionOps,
  ...ballotOps,
})
