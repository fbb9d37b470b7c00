/** What the council module promises. */
import { contract } from '../../kernel/contract.ts'
import { ballotOps } from './ballot-contract.ts'

export const council = contract('council', '议事与表决', { ...ballotOps })
